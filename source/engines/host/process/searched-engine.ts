import {describeRun} from '../../describe-run.ts';
import type {Engine, Program, Run} from '../../engine.ts';

/**
 * The engine of the runtime that was found, or why none was. `none`: a sentence on why; `error`: the name of the
 * failure.
 */
export type SearchResult = {readonly engine: Engine} | {readonly none: string; readonly error: string};

/**
 * Creates an engine that searches for its runtime once, when the runtime is first needed. Without a runtime, each run
 * fails and reports why. The signal of `search` is aborted when the result is no longer needed.
 */
export function createSearchedEngine(
	language: Engine['language'],
	search: (signal: AbortSignal) => Promise<SearchResult>,
): Engine {
	const closing = new AbortController();
	let searching: Promise<Engine> | undefined;
	const found = () => {
		searching ??= search(closing.signal).then(result =>
			'engine' in result ? result.engine : withoutRuntime(language, result),
		);
		return searching;
	};

	return {
		language,
		run(program, signal, releaseAt) {
			let run: Run | undefined;
			const started = found().then(engine => {
				run = engine.run(program, signal, releaseAt);
				return run;
			});
			return {
				clock: () => run?.clock() ?? -1,
				cancel: task => run?.cancel(task),
				input: text => run?.input?.(text) ?? false,
				signal: name => void started.then(it => it.signal(name)),
				[Symbol.asyncIterator]() {
					const events = started.then(it => it[Symbol.asyncIterator]());
					return {
						next: async () => (await events).next(),
						return: async () => (await events).return?.() ?? {done: true, value: undefined},
					};
				},
			};
		},
		async warm() {
			const engine = await found();
			await engine.warm();
		},
		async close() {
			closing.abort();
			const engine = await searching;
			await engine?.close();
		},
	};
}

/** Creates an engine whose runs all fail with a reason. */
function withoutRuntime(
	language: Engine['language'],
	{none, error}: {readonly none: string; readonly error: string},
): Engine {
	return {
		language,
		run: program => ({
			clock: () => -1,
			cancel() {},
			signal() {},
			async *[Symbol.asyncIterator]() {
				const open = program.description.tasks.map(({id}: Program['description']['tasks'][number]) => id);
				yield [
					describeRun(language, program),
					{type: 'run-ended', at: 0, outcome: 'failed', error: {name: error, message: none}, open},
					{type: 'engine-exited', at: 0, code: null, signal: null},
				] as const;
			},
		}),
		async warm() {},
		async close() {},
	};
}
