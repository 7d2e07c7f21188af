import type {Engine} from './engine.ts';
import type {CommandRun} from './host/run-command.ts';
import {runCommand} from './host/run-command.ts';

/** Lets an engine run commands as well as its own programs. */
export function withCommands(engine: Engine): Engine {
	const running = new Set<CommandRun>();
	const closing = new AbortController();
	return {
		...engine,
		run(program, signal, releaseAt, onProcess) {
			const {command} = program;
			if (!command) {
				return engine.run(program, signal, releaseAt);
			}

			const run = runCommand(
				{...program, command},
				engine.language,
				AbortSignal.any([signal, closing.signal]),
				onProcess,
			);
			running.add(run);
			void run.gone.then(() => running.delete(run));
			return run;
		},
		async close() {
			closing.abort();
			await Promise.all([engine.close(), ...[...running].map(({gone}) => gone)]);
		},
	};
}
