import {Writable} from 'node:stream';

/** A terminal that only keeps what it is told. `take`: all that was written since it was last asked. */
export function pretendTerminal(columns: number, rows: number) {
	let text = '';
	const stream = new Writable({
		decodeStrings: false,
		write(chunk, _, done) {
			text += String(chunk);
			done();
		},
	});
	const control = (code: string) => {
		stream.write(`\u001B[${code}`);
		return true;
	};
	return {
		// What the drawing libraries ask of a terminal.
		stream: Object.assign(stream, {
			columns,
			rows,
			isTTY: true,
			fd: -1,
			getColorDepth: () => 24,
			hasColors: () => true,
			getWindowSize: () => [columns, rows],
			clearLine: () => control('2K'),
			clearScreenDown: () => control('J'),
			cursorTo: (column: number, row?: number) =>
				control(row === undefined ? `${column + 1}G` : `${row + 1};${column + 1}H`),
			moveCursor: (_: number, down: number) => control(down < 0 ? `${-down}A` : `${down}B`),
		}) as unknown as NodeJS.WriteStream,
		take() {
			const taken = text;
			text = '';
			return taken;
		},
	};
}
