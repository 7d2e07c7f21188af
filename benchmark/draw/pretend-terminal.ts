import {Writable} from 'node:stream';

/** Creates a terminal that only stores what is written. `take` returns what was written since its last call. */
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
		// The properties of a terminal that the drawing libraries read.
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
