import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import {syncBuiltinESMExports} from 'node:module';
import {callOriginal} from '../own-frames.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {replaceMethod} from '../watch/replace-method.ts';
import type {Loop} from './blocks.ts';

const blockingFunctions: readonly (readonly [object: object, names: readonly string[]])[] = [
	[childProcess, ['execSync', 'execFileSync', 'spawnSync']],
	[crypto, ['pbkdf2Sync', 'scryptSync', 'generateKeyPairSync']],
	[Atomics, ['wait']],
];

type Call = (...parameters: never[]) => unknown;

/**
 * Records the line at which the program calls a function that blocks the thread: to wait for another process or thread,
 * or for a long computation of Node.js. The inspector cannot pause a thread inside such a call.
 */
export function watchSyncCalls(tracer: Tracer, loop: Loop): void {
	for (const [object, names] of blockingFunctions) {
		const calls = object as Record<string, Call>;
		for (const name of names) {
			const original = calls[name] as Call;
			const watched: Call = (...given) => {
				const {place} = tracer.caller(watched);
				return loop.runBlocking(name, place, () => callOriginal(original, object, given));
			};
			replaceMethod(calls, name, watched);
		}
	}

	syncBuiltinESMExports();
}
