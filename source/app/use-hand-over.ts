import {useApp} from 'ink';
import {useEffect, useRef} from 'react';
import type {Terminal} from './terminal.ts';

/**
 * Sets the title of the window and makes the terminal report the mouse, but not while another program has the terminal.
 * Returns the function that hands the terminal over until `use` returns or resolves.
 */
export function useHandOver(
	terminal: Pick<Terminal, 'title' | 'reportMouse'>,
	title: string,
	isMouseOn: boolean,
): (use: () => void | Promise<void>) => Promise<void> {
	const {suspendTerminal} = useApp();
	const isAway = useRef(false);
	const latest = useRef({title, isMouseOn});
	latest.current = {title, isMouseOn};

	useEffect(() => {
		// A run can end while another program has the terminal.
		if (!isAway.current) {
			terminal.title?.(title);
		}
	}, [title, terminal]);
	useEffect(() => () => terminal.title?.(undefined), [terminal]);
	useEffect(() => {
		if (isMouseOn) {
			terminal.reportMouse?.(true);
			return () => terminal.reportMouse?.(false);
		}
	}, [isMouseOn, terminal]);

	return async use =>
		await suspendTerminal(async () => {
			isAway.current = true;
			terminal.title?.(undefined);
			if (latest.current.isMouseOn) {
				terminal.reportMouse?.(false);
			}
			await use();
			isAway.current = false;
			terminal.title?.(latest.current.title);
			if (latest.current.isMouseOn) {
				terminal.reportMouse?.(true);
			}
		});
}
