import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

/** By these descriptors events leave and commands arrive. */
const own = new Set([3, 4]);

/** Lets no program close the descriptors of its run: to it they are not open, as they would not be if it ran alone. */
export function guardDescriptors(other?: number): void {
	if (other !== undefined) {
		own.add(other);
	}

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
