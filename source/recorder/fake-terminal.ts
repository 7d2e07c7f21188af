import {PassThrough, Writable} from 'node:stream';
import {keyBytes} from '../exports/recording/formats/cast.ts';
import type {Size} from '../view/props.ts';

/** A terminal without a screen, and its keyboard. */
export type FakeTerminal = {
	readonly streams: {
		readonly stdin: NodeJS.ReadStream;
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
	};
	/** `key`: its name in the key bindings, or `ctrl+c`. */
	readonly press: (key: string) => void;
};

export function fakeTerminal(size: Size): FakeTerminal {
	const keyboard = new PassThrough();
	const stdin = Object.assign(keyboard, {isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin});
	// With `isTTY`, Ink would restore the cursor on the real stderr when the process ends.
	const output = () =>
		Object.assign(new Writable({write: (_chunk, _encoding, done) => done()}), {isTTY: false, ...size});
	return {
		streams: {
			stdin: stdin as unknown as NodeJS.ReadStream,
			stdout: output() as unknown as NodeJS.WriteStream,
			stderr: output() as unknown as NodeJS.WriteStream,
		},
		press: key => keyboard.write(key === 'ctrl+c' ? '\u0003' : keyBytes(key)),
	};
}
