import type {IBufferCell} from '@xterm/headless';
import xterm from '@xterm/headless';

/**
 * Counts, for each frame, the bytes of a plain cell difference: one cursor position for every stretch of changed cells,
 * one sequence for each change of colors, and the characters.
 */
export async function leastBytes(frames: readonly string[], columns: number, rows: number): Promise<readonly number[]> {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0, convertEol: true});
	const bytes: number[] = [];
	let before: readonly Cell[] = [];
	for (const frame of frames) {
		await new Promise<void>(resolve => terminal.write(frame, resolve));
		const after = cells(terminal, columns, rows);
		bytes.push(difference(before, after, columns));
		before = after;
	}

	terminal.dispose();
	return bytes;
}

type Cell = {readonly sign: string; readonly look: string};

function cells(terminal: xterm.Terminal, columns: number, rows: number): readonly Cell[] {
	const {active} = terminal.buffer;
	return Array.from({length: columns * rows}, (_, index) => {
		const cell = active.getLine(active.viewportY + Math.floor(index / columns))?.getCell(index % columns);
		return {sign: cell?.getChars() || ' ', look: cell ? lookOf(cell) : ''};
	});
}

function lookOf(cell: IBufferCell): string {
	const color = (kind: 3 | 4, rgb: boolean, palette: boolean, value: number) =>
		rgb ? `${kind}8;2;${value >> 16};${(value >> 8) & 255};${value & 255}` : palette ? `${kind}8;5;${value}` : '';
	return [
		cell.isBold() && '1',
		cell.isDim() && '2',
		cell.isInverse() && '7',
		color(3, cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
		color(4, cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
	]
		.filter(Boolean)
		.join(';');
}

function difference(before: readonly Cell[], after: readonly Cell[], columns: number): number {
	let text = '';
	let written = -2;
	let look = '';
	after.forEach((cell, index) => {
		const old = before[index];
		if (old ? old.sign === cell.sign && old.look === cell.look : cell.sign === ' ' && cell.look === '') {
			return;
		}

		if (index !== written + 1 || index % columns === 0) {
			text += `\u001B[${Math.floor(index / columns) + 1};${(index % columns) + 1}H`;
		}

		if (cell.look !== look) {
			text += `\u001B[0;${cell.look}m`;
			look = cell.look;
		}

		text += cell.sign;
		written = index;
	});
	return Buffer.byteLength(text);
}
