import {createEventWindow} from '../../model/event-window.ts';
import {modelAt} from '../../model/follow.ts';
import {collect} from '../../trace/collect.ts';
import type {RunDescription, TraceEvent} from '../../trace/event.ts';
import type {TraceWriter} from '../../trace/trace.ts';
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
	{ascii = false, isLesson = false, keep, onTrace}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	let written = undefined as TraceWriter | undefined;
	const create = (description: RunDescription) => {
		written = createEventWindow(description, {keep});
		onTrace?.(written);
		return written;
	};
	let eventLines: ((event: TraceEvent) => readonly string[]) | undefined;
	for await (const event of collect(events, {create})) {
		if (event.type === 'run-described') {
			eventLines = createEventLines(event, ascii);
			yield `${heading(event, ascii)}\n`;
		} else {
			yield* (eventLines?.(event) ?? []).map(line => `${line}\n`);
		}
	}
	if (written) {
		yield* totalsLines(modelAt(written.trace), {ascii, isLesson}).map(line => `${line}\n`);
	}
}
