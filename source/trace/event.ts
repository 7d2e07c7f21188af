import * as v from 'valibot';
import type {
	cancellation,
	describedFile,
	failure,
	incomingPhases,
	place,
	plannedTask,
	requestPhases,
	runOutcomes,
	taskOutcomes,
	waitsFor,
} from './event-parts.ts';
import {loopEvents} from './events/loop.ts';
import {programEvents} from './events/program.ts';
import {requestEvents} from './events/request.ts';
import {runEvents} from './events/run.ts';
import {taskEvents} from './events/task.ts';
import {waitingEvents} from './events/waiting.ts';
import {windowEvents} from './events/window.ts';

/**
 * The vocabulary of a trace: everything that a runtime can report, with the same types for every language.
 *
 * Facts only, in the past tense. Each event carries `at`: milliseconds (with microsecond precision) since the instant
 * at which the run was released, on one clock for all languages; it is never negative and never decreases in a trace.
 * Anything computable from other events (queued, in flight, sum of latencies …) belongs to the model, not here.
 *
 * The schemas are the only definition: types are inferred from them, and everything that enters the program, from a
 * pipe or from a file, is checked against them.
 */

export const traceEvent = v.variant('type', [
	...runEvents,
	...taskEvents,
	...waitingEvents,
	...windowEvents,
	...requestEvents,
	...loopEvents,
	...programEvents,
]);

/** The schema of each event type. Selecting it by type is several times as fast as trying all. */
export const eventSchemas: ReadonlyMap<unknown, (typeof traceEvent.options)[number]> = new Map(
	traceEvent.options.map(schema => [schema.entries.type.literal, schema]),
);

export type TraceEvent = v.InferOutput<typeof traceEvent>;
export type TraceEventType = TraceEvent['type'];
/** The events of a run, in order, while it happens. Those that arrive together are passed on together. */
export type EventStream = AsyncIterable<readonly TraceEvent[]>;
export type RunDescription = Extract<TraceEvent, {type: 'run-described'}>;
export type Place = v.InferOutput<typeof place>;
export type Failure = v.InferOutput<typeof failure>;
export type Cancellation = v.InferOutput<typeof cancellation>;
export type WaitsFor = v.InferOutput<typeof waitsFor>;
export type PlannedTask = v.InferOutput<typeof plannedTask>;
export type DescribedFile = v.InferOutput<typeof describedFile>;
export type IncomingPhase = (typeof incomingPhases)[number];
export type RequestPhase = (typeof requestPhases)[number];
export type TaskOutcome = (typeof taskOutcomes)[number];
export type RunOutcome = (typeof runOutcomes)[number];
