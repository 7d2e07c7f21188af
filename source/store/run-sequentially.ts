import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program} from '../engines/engine.ts';
import type {Session} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import {createTrace} from '../trace/trace.ts';
import type {StrategyInfo} from '../view/screens/screen.tsx';

/** One of the runs that are compared. */
export type ComparedRun = {readonly engine: Engine; readonly program: Program};

/**
 * Runs these one after the other, never two at the same time, and yields the trace of each when it is over. `told` is called with the
 * trace that grows, at its start and at each event. Aborting the signal ends the present run, whose trace is not
 * yielded, and starts no more.
 */
export async function* runSequentially(
	runs: readonly ComparedRun[],
	signal: AbortSignal,
	onTrace: (trace: Trace) => void = () => {},
): AsyncGenerator<Trace, void, undefined> {
	for (const {engine, program} of runs) {
		if (signal.aborted) {
			return;
		}

		const {trace, append} = createTrace(describeRun(engine.language, program));
		onTrace(trace);
		for await (const event of engine.run(program, signal)) {
			if (event.type === 'run-described') {
				continue;
			}

			append(event);
			onTrace(trace);
			if (event.type === 'run-started') {
				// The next run should not wait for a process to start.
				void engine.warm();
			}
		}

		if (!signal.aborted) {
			yield trace;
		}
	}
}

/** The strategies, or versions, that a language has and that differ from the others for that work: no limit that limits nothing. */
export function comparableStrategies(
	strategies: readonly StrategyInfo[],
	{tasks, limit}: Pick<Session, 'tasks' | 'limit'>,
	language: Engine['language'],
): readonly StrategyInfo[] {
	return strategies.filter(({limited, nearest}) => {
		return nearest?.[language] === undefined && !(limited && limit >= tasks.length);
	});
}
