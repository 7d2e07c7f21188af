import {modelAt} from '../../model/follow.ts';
import {collect} from '../../trace/collect.ts';
import type {TraceEvent} from '../../trace/event.ts';
import type {Trace} from '../../trace/trace.ts';
import {createEventLines} from './event-lines.ts';
import {heading, totalsLines} from './heading-and-totals.ts';
import type {LineOptions} from './line-writer.ts';

/**
 * Writes a run as lines for pipes, logs and screen readers, each as soon as it is known. No colors, no cursor
 * movements, no control characters, whatever the names of tasks contain. Each text ends with a line break. Times are
 * seconds from the start of the run.
 */
export async function* plain(
	events: AsyncIterable<TraceEvent>,
	{ascii = false, isLesson = false}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	let trace = undefined as Trace | undefined;
	const onTrace = (growing: Trace) => {
		trace = growing;
	};
	let eventLines: ((event: TraceEvent) => readonly string[]) | undefined;
	for await (const event of collect(events, {onTrace})) {
		if (event.type === 'run-described') {
			eventLines = createEventLines(event, ascii);
			yield `${heading(event, ascii)}\n`;
		} else {
			yield* (eventLines?.(event) ?? []).map(line => `${line}\n`);
		}
	}
	if (trace) {
		yield* totalsLines(modelAt(trace), {ascii, isLesson}).map(line => `${line}\n`);
	}
}
