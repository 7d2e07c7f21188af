import type {Engine} from '../../../engines/engine.ts';
import type {Trace} from '../../../trace/trace.ts';
import {createTrace} from '../../../trace/trace.ts';

/** The same engines; whatever they run from now on is put into `kept`, event by event, in the order in which the runs begin. */
export function keepRuns(engines: readonly Engine[], traces: Trace[]): readonly Engine[] {
	return engines.map(engine => ({
		...engine,
		run(program, signal, releaseAt) {
			const run = engine.run(program, signal, releaseAt);
			async function* events() {
				let growing: ReturnType<typeof createTrace> | undefined;
				for await (const event of run) {
					if (event.type === 'run-described') {
						growing = createTrace(event);
						traces.push(growing.trace);
					} else {
						growing?.append(event);
					}

					yield event;
				}
			}

			return Object.assign(events(), {clock: run.clock, cancel: run.cancel});
		},
	}));
}
