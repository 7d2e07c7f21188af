import childProcess from 'node:child_process';
import {syncBuiltinESMExports} from 'node:module';
import type {Loop} from './loop.ts';
import type {Tracer} from './tracer.ts';

const names = ['execSync', 'execFileSync', 'spawnSync'] as const;

type Call = (...parameters: never[]) => unknown;

/**
 * Notes the line from which the program starts another process and waits for its end: no inspector can stop a thread that
 * waits so.
 */
export function watchSyncCalls(tracer: Tracer, loop: Loop): void {
	const watchedCall = (name: string, original: Call) => {
		const watched: Call = (...parameters) => {
			const {place} = tracer.caller(watched);
			return loop.during(name, place, () => original(...parameters));
		};
		return watched;
	};

	Object.assign(childProcess, Object.fromEntries(names.map(name => [name, watchedCall(name, childProcess[name])])));
	syncBuiltinESMExports();
}
