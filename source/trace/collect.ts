import type {EventStream, RunDescription, TraceEvent} from './event.ts';
import {passOn} from './pass-on.ts';
import type {Trace, TraceWriter} from './trace.ts';
import {createTrace} from './trace.ts';

/** Receives the events of one run as they happen, in addition to its trace. */
export type TraceSink = {
	readonly write: (event: TraceEvent) => void;
	/** Called when no more events follow, for whatever reason. */
	readonly end: () => void;
};

export type CollectOptions = {
	/** Creates the writer that collects the events. Default: a trace of all events. */
	readonly create?: (description: RunDescription) => TraceWriter;
	/** Called with the trace, which grows, before its first events are passed on. */
	readonly onTrace?: (trace: Trace) => void;
	/** The trace to append to if the run was described before it started; its own description is then skipped. */
	readonly started?: TraceWriter;
	/** Receives the description and each event of the trace. */
	readonly sink?: TraceSink | undefined;
};

/** Passes on the events of a run and collects them in a trace. */
export function collect(
	events: EventStream,
	{create = createTrace, onTrace = () => {}, started, sink}: CollectOptions = {},
): EventStream {
	let written = started;
	let isDescribed = false;
	const add = (event: TraceEvent) => {
		if (event.type === 'run-described' && !written) {
			written = create(event);
			onTrace(written.trace);
		}
		if (written && !isDescribed) {
			isDescribed = true;
			sink?.write(written.trace[0]);
		}
		if (event.type !== 'run-described') {
			written?.append(event);
			sink?.write(event);
		}
	};
	return passOn(events, {
		onItem(batch) {
			for (const event of batch) add(event);
		},
		onEnd: () => sink?.end(),
	});
}
