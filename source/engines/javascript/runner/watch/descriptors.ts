import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

/**
 * Prevents the program from closing our own file descriptors: `close` fails with EBADF, as it would without async-tui.
 */
export function guardDescriptors(own: ReadonlySet<number>): void {
	const {close, closeSync} = fs;

	fs.closeSync = descriptor => {
		if (own.has(descriptor)) {
			throw notOpen();
		}

		closeSync(descriptor);
	};
	fs.close = ((descriptor: number, closed: fs.NoParamCallback = throwIfAny) => {
		if (own.has(descriptor)) {
			process.nextTick(closed, notOpen());
		} else {
			close(descriptor, closed);
		}
	}) as typeof close;
	syncBuiltinESMExports();
}

function throwIfAny(error: Error | null) {
	if (error) {
		throw error;
	}
}

function notOpen() {
	return Object.assign(new Error('EBADF: bad file descriptor, close'), {errno: -9, code: 'EBADF', syscall: 'close'});
}
