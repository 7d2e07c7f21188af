import {runAttached} from './attach/run-attached.ts';
import type {Engine, ProgramInput} from './engine.ts';
import type {CommandRun} from './host/command/run-command.ts';
import {runCommand} from './host/command/run-command.ts';

/**
 * Returns an engine that also runs commands and observes running processes. `input`: what a command reads by default.
 */
export function withCommands(engine: Engine, input: ProgramInput = 'ignore'): Engine {
	const running = new Set<CommandRun>();
	const closing = new AbortController();
	return {
		...engine,
		run(program, signal, releaseAt, onProcess) {
			const {command, pid} = program;
			const either = AbortSignal.any([signal, closing.signal]);
			const run = command
				? runCommand({...program, command: {stdin: input, ...command}}, engine.language, either, onProcess)
				: pid === undefined
					? undefined
					: runAttached({...program, pid}, engine.language, either);
			if (!run) {
				return engine.run(program, signal, releaseAt);
			}

			running.add(run);
			void run.exited.then(() => running.delete(run));
			return run;
		},
		async close() {
			closing.abort();
			await Promise.all([engine.close(), ...[...running].map(({exited}) => exited)]);
		},
	};
}
