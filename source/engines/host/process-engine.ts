import type {Engine, Program, Run} from '../engine.ts';
import type {Aside} from './run-in-process.ts';
import {followRun} from './run-in-process.ts';
import type {EngineProcess} from './runner-process.ts';
import {startProcess} from './runner-process.ts';

/**
 * An engine that runs each program in a process of its own, whatever the language. `file` and `parameters` start its runner,
 * which speaks protocol.ts. `asideOf`: what reads the asides of a run.
 */
export function createHost(
	language: Engine['language'],
	file: string,
	parameters: readonly string[],
	asideOf?: (program: Program) => Aside,
): Engine {
	const alive = new Set<EngineProcess>();
	let spare: EngineProcess | undefined;

	const start = () => {
		const child = startProcess(file, parameters);
		alive.add(child);
		void child.exit.then(() => {
			alive.delete(child);
			if (spare === child) {
				spare = undefined;
			}
		});
		return child;
	};

	return {
		language,
		run(program: Program, signal: AbortSignal, releaseAt?: number): Run {
			const child = spare ?? start();
			spare = undefined;
			child.hold(true);
			return followRun(child, language, program, signal, {releaseAt, aside: asideOf?.(program)});
		},
		async warm() {
			if (!spare) {
				spare = start();
				spare.hold(false);
			}
			await spare.ready;
		},
		async close() {
			await Promise.all(
				[...alive].map(child => {
					child.hold(true);
					child.kill();
					return child.exit;
				}),
			);
		},
	};
}
