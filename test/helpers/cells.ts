import xterm from '@xterm/headless';
import type {Size} from '../../source/view/props.ts';

/** Creates a terminal of the given size that stores what is written to it. */
export function pretendTerminal({columns, rows}: Size) {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
	return {
		write: (text: string) => new Promise<void>(resolve => terminal.write(text, resolve)),
		text: (): readonly string[] =>
			Array.from({length: rows}, (_, row) => (lineAt(row)?.translateToString(true) ?? '').trimEnd()),
		/** Lists the cells that are not blank: their signs and styles. */
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
