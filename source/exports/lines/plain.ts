import {modelAt} from '../../model/follow.ts';
import type {TraceEvent} from '../../trace/event.ts';
import type {Trace} from '../../trace/trace.ts';
import {createTrace} from '../../trace/trace.ts';
import {createEventLines} from './event-lines.ts';
import {heading, totalsLines} from './heading-and-totals.ts';
import type {LinesOptions} from './index.ts';

/**
 * A run as lines, each as soon as it is known: for pipes, logs and screen readers. No colours, no cursor movements, no control
 * characters, whatever the program calls its tasks. Each text ends with a line break. Times are seconds since the run's start.
 */
export async function* plain(
	events: AsyncIterable<TraceEvent>,
	{ascii = false}: LinesOptions = {},
): AsyncGenerator<string, void, undefined> {
	let trace: Trace | undefined;
	let append: ((event: TraceEvent) => void) | undefined;
	let eventLines: ((event: TraceEvent) => readonly string[]) | undefined;
	for await (const event of events) {
		if (event.type === 'run-described') {
			({trace, append} = createTrace(event));
			eventLines = createEventLines(event, ascii);
			yield `${heading(event, ascii)}\n`;
		} else if (eventLines && append) {
			append(event);
			for (const line of eventLines(event)) {
				yield `${line}\n`;
			}
		}
	}
	if (trace) {
		for (const line of totalsLines(modelAt(trace, trace.at(-1)?.at ?? 0), ascii)) {
			yield `${line}\n`;
		}
	}
}
