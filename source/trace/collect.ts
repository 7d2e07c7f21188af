import type {TraceEvent} from './event.ts';
import type {Trace} from './trace.ts';
import {createTrace} from './trace.ts';

/**
 * Passes on the events of a run and collects them in a trace. `onTrace` gets the trace, which grows, before its first event is passed on.
 * `started`: the trace to append to if the run was described before it started; its own description is then skipped.
 */
export async function* collect(
	events: AsyncIterable<TraceEvent>,
	onTrace: (trace: Trace) => void = () => {},
	started?: ReturnType<typeof createTrace>,
): AsyncGenerator<TraceEvent, void, undefined> {
	let written = started;
	for await (const event of events) {
		if (event.type !== 'run-described') {
			written?.append(event);
		} else if (!written) {
			written = createTrace(event);
			onTrace(written.trace);
		}
		yield event;
	}
}
