import type {Engine, Program, ProgramInput, Run} from '../../engine.ts';
import type {RunOptions} from './process-observers.ts';
import {runInProcess} from './run-in-process.ts';
import type {RunnerProcess} from './runner-process.ts';
import {startRunner} from './runner-process.ts';

/**
 * Creates an engine that runs each program in its own process, in any language. `file` and `parameters` start a runner
 * that follows protocol.ts; without a program, a spare one for the next run. `observers`: what else reports on the
 * processes.
 */
export function createProcessEngine(
	language: Engine['language'],
	file: string,
	parameters: (program?: Program) => readonly string[],
	observers: Pick<RunOptions, 'createParser' | 'watchSilence'> = {},
	input?: ProgramInput,
): Engine {
	const alive = new Set<RunnerProcess>();
	/** The processes that run a program of the user. */
	const own = new Set<RunnerProcess>();
	const closing = new AbortController();
	let spare: RunnerProcess | undefined;

	const start = (program?: Program) => {
		const child = startRunner(file, parameters(program), input);
		alive.add(child);
		void child.exit.then(() => {
			alive.delete(child);
			own.delete(child);
			if (spare === child) {
				spare = undefined;
			}
		});
		return child;
	};

	return {
		language,
		run(program: Program, signal: AbortSignal, releaseAt?: number): Run {
			const child = spare && !spare.hasExited() ? spare : start(program);
			spare = undefined;
			child.setRef(true);
			if (program.isOwn) {
				own.add(child);
			}

			const either = program.isOwn ? AbortSignal.any([signal, closing.signal]) : signal;
			return runInProcess(child, language, program, either, {releaseAt, ...observers});
		},
		async warm() {
			if (!spare) {
				spare = start();
				spare.setRef(false);
			}
			await spare.ready;
		},
		async close() {
			// The user's program is only asked to end, so that it can clean up.
			closing.abort();
			await Promise.all(
				[...alive].map(child => {
					child.setRef(true);
					if (!own.has(child)) {
						child.kill();
					}

					return child.exit;
				}),
			);
		},
	};
}
