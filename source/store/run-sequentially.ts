import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program} from '../engines/engine.ts';
import type {StrategyInfo} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import {collect} from '../trace/collect.ts';
import type {Trace} from '../trace/trace.ts';
import {createTrace} from '../trace/trace.ts';

/** One of the runs that are compared. */
export type ComparedRun = {readonly engine: Engine; readonly program: Program};

/**
 * Runs these programs in sequence, and yields the trace of each when it ends. `onTrace` is called with each growing
 * trace before its run starts; `saver` gets its events. Aborting the signal ends the current run without yielding its
 * trace, and starts no more.
 */
export async function* runSequentially(
	runs: readonly ComparedRun[],
	signal: AbortSignal,
	onTrace: (trace: Trace) => void = () => {},
	saver?: Pick<RunSaver, 'run'>,
): AsyncGenerator<Trace, void, undefined> {
	for (const {engine, program} of runs) {
		if (signal.aborted) {
			return;
		}

		const written = createTrace(describeRun(engine.language, program));
		onTrace(written.trace);
		for await (const events of collect(engine.run(program, signal), {started: written, sink: saver?.run()})) {
			if (events.some(({type}) => type === 'run-started')) {
				// The next run should not wait for a process to start.
				void engine.warm();
			}
		}

		if (!signal.aborted) {
			yield written.trace;
		}
	}
}

/**
 * Returns the strategies or versions that a language has and that make a difference. Omits limited ones if the limit is
 * 1, or not below the number of tasks: they would run like Sequential or Concurrent.
 */
export function comparableStrategies(
	strategies: readonly StrategyInfo[],
	{tasks, limit}: Pick<Session, 'tasks' | 'limit'>,
	language: Engine['language'],
): readonly StrategyInfo[] {
	return strategies.filter(({limited, nearest}) => {
		return nearest?.[language] === undefined && !(limited && (limit === 1 || limit >= tasks.length));
	});
}
