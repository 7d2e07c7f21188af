import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

/** Lets no program close the descriptors of its run: to it they are not open, as they would not be if it ran alone. */
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
