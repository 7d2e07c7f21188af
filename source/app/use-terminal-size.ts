import {useStdout, useWindowSize} from 'ink';
import type {Size} from '../view/props.ts';

/**
 * Returns the size of the terminal as it is now, and draws again when it changes. The size from Ink is a state, which
 * changes only after the next render.
 */
export function useTerminalSize(): Size {
	const {columns, rows} = useWindowSize();
	const stdout: NodeJS.WritableStream & Partial<Size> = useStdout().stdout;
	return {columns: stdout.columns || columns, rows: stdout.rows || rows};
}
