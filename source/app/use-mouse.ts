import {useEffect, useEffectEvent} from 'react';
import {clickAt} from '../view/click.ts';
import type {Click, Line} from '../view/line.ts';
import type {MouseInput} from './mouse.ts';
import type {TerminalInput} from './terminal-input.ts';

/**
 * While the mouse is on, calls `press` with the arrow keys that the wheel presses, and `click` with what a click does.
 * `rows`: the rows of the screen at this moment.
 */
export function useMouse(
	isOn: boolean,
	{
		onMouse,
		rows,
		press,
		click,
	}: {
		readonly onMouse: TerminalInput['onMouse'] | undefined;
		readonly rows: () => readonly Line[];
		readonly press: (key: string) => void;
		readonly click: (target: Click) => void;
	},
): void {
	const act = useEffectEvent((input: MouseInput) => {
		if (!isOn) {
			return;
		}

		if (input.kind === 'wheel') {
			press(input.direction);
			return;
		}

		const target = clickAt(rows(), input.column, input.row);
		if (target !== undefined) {
			click(target);
		}
	});
	useEffect(() => onMouse?.(act), [onMouse]);
}
