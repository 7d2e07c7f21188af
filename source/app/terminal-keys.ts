import {closeSync, openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

const device = process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty';

/** Whether this process has a terminal to read keys from, whatever its standard input is. */
export function hasTerminalKeys(): boolean {
	try {
		closeSync(openSync(device, 'r'));
		return true;
	} catch {
		return false;
	}
}

/**
 * Opens the keyboard of the terminal, for use while the standard input is that of the user's program. Throws if there
 * is no terminal.
 */
export function openTerminalKeys(): ReadStream & AsyncDisposable {
	const keys = new ReadStream(openSync(device, 'r'));
	// Ignored, because a terminal that is gone ends this process with SIGHUP.
	keys.on('error', () => {});
	return Object.assign(keys, {
		async [Symbol.asyncDispose]() {
			keys.destroy();
		},
	});
}
