import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';
import {callOriginal} from '../own-frames.ts';
import {replaceMethod} from './replace-method.ts';

/**
 * Prevents the program from closing our own file descriptors: `close` fails with EBADF, as it would without async-tui.
 */
export function guardDescriptors(own: ReadonlySet<number>): void {
	const {close, closeSync} = fs;

	replaceMethod(fs, 'closeSync', (...given) => {
		if (own.has(given[0])) {
			throw notOpen();
		}

		callOriginal(closeSync, fs, given);
	});
	replaceMethod(fs, 'close', ((...given: Parameters<typeof close>) => {
		if (own.has(given[0])) {
			process.nextTick(given[1] ?? throwIfAny, notOpen());
		} else {
			callOriginal(close, fs, given);
		}
	}) as typeof close);
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
