import xterm from '@xterm/headless';
import type {Size} from '../../source/view/props.ts';

/** A terminal of that size that takes what it gets, and can be looked at. */
export function pretendTerminal({columns, rows}: Size) {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
	return {
		write: (text: string) => new Promise<void>(resolve => terminal.write(text, resolve)),
		text: (): readonly string[] =>
			Array.from({length: rows}, (_, row) => (lineAt(row)?.translateToString(true) ?? '').trimEnd()),
		/** Each cell that is not blank: its sign and how it looks. */
		cells: (): readonly string[] =>
			Array.from({length: rows}, (_, row) =>
				Array.from({length: columns}, (_, column) => {
					const cell = lineAt(row)?.getCell(column);
					const blank = !cell || (cell.getChars().trim() === '' && !cell.isInverse());
					return blank
						? ''
						: [cell.getChars() || ' ', cell.getFgColorMode(), cell.getFgColor(), cell.isBold(), cell.isInverse()].join(
								' ',
							);
				}).join('|'),
			),
	};
}
