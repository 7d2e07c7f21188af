import assert from 'node:assert/strict';
import {modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {EventStream, TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';

/** Yields events as an engine does, each by itself. */
export async function* yieldEvents(events: Iterable<TraceEvent>): AsyncGenerator<readonly TraceEvent[]> {
	for (const event of events) yield [event];
}

/** Yields the events of a run one by one. */
export async function* eachEvent(run: EventStream): AsyncGenerator<TraceEvent> {
	for await (const events of run) yield* events;
}

/** Joins texts, and checks that each ends with a line break. */
export async function gather(texts: AsyncIterable<string>): Promise<string> {
	let all = '';
	for await (const text of texts) {
		assert.match(text, /\n$/);
		all += text;
	}
	return all;
}

/** Returns the model of a run at its end. */
export const ended = (trace: Trace): Model => modelAt(trace, trace.at(-1)?.at ?? 0);
