import type {Trace} from '../trace/trace.ts';
import type {Engine, Program} from './engine.ts';

/** A clock that does not run by itself. */
export type ManualClock = {
	/** Returns the current moment, in ms. */
	readonly now: () => number;
	/** Resolves when the clock reaches a moment; immediately if it already has. */
	readonly reach: (moment: number) => Promise<void>;
};

/**
 * Creates an engine that starts no process and yields the events of a saved run as the clock reaches them. `traceOf`
 * returns the trace of a program.
 */
export function createSavedEngine(
	language: Engine['language'],
	traceOf: (program: Program, language: Engine['language']) => Trace,
	clock: ManualClock,
): Engine {
	return {
		language,
		run(program, signal) {
			const startedAt = clock.now();
			const elapsed = () => clock.now() - startedAt;
			const aborted = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), {once: true}));
			async function* events(): AsyncGenerator<Trace[number][], void, undefined> {
				for (const event of traceOf(program, language)) {
					while (elapsed() < event.at && !signal.aborted) {
						await Promise.race([clock.reach(startedAt + event.at), aborted]);
					}
					if (signal.aborted) {
						yield [{type: 'run-ended', at: elapsed(), outcome: 'cancelled', open: []}];
						return;
					}
					yield [event];
				}
			}
			return Object.assign(events(), {clock: elapsed, cancel() {}, signal() {}});
		},
		async warm() {},
		async close() {},
	};
}
