import type {Engine, Program, Run} from '../engine.ts';
import type {StderrParser} from './run-in-process.ts';
import {runInProcess} from './run-in-process.ts';
import type {RunnerProcess} from './runner-process.ts';
import {startRunner} from './runner-process.ts';

/**
 * Creates an engine that runs each program in its own process, whatever the language. `file` and `parameters` start its
 * runner, which speaks protocol.ts. `createParser` creates the parser of what a runtime writes to standard error.
 */
export function createProcessEngine(
	language: Engine['language'],
	file: string,
	parameters: readonly string[],
	createParser?: (program: Program) => StderrParser,
): Engine {
	const alive = new Set<RunnerProcess>();
	let spare: RunnerProcess | undefined;

	const start = () => {
		const child = startRunner(file, parameters);
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
			child.setRef(true);
			return runInProcess(child, language, program, signal, {releaseAt, parser: createParser?.(program)});
		},
		async warm() {
			if (!spare) {
				spare = start();
				spare.setRef(false);
			}
			await spare.ready;
		},
		async close() {
			await Promise.all(
				[...alive].map(child => {
					child.setRef(true);
					child.kill();
					return child.exit;
				}),
			);
		},
	};
}
