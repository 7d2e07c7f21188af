import assert from 'node:assert/strict';
import {extname} from 'node:path';
import type {Place, RunDescription, TraceEvent} from '../../source/trace/event.ts';

/** The events that can happen to a task in each state, and the state that follows. */
const transitions: Record<string, Partial<Record<TraceEvent['type'], string>>> = {
	unknown: {'task-created': 'queued'},
	// A task can be cancelled before it starts.
	queued: {'task-scheduled': 'queued', 'task-started': 'running', 'task-ended': 'ended'},
	running: {'task-waiting': 'waiting', 'task-ended': 'ended'},
	waiting: {'task-resumed': 'running', 'task-cycled': 'waiting', 'task-ended': 'ended'},
	ended: {},
};

const phases = ['unknown', 'connecting', 'waiting', 'receiving', 'received', 'failed'];

/** Checks the rules that every trace of every engine follows, however its run ended. */
export function assertLawful(trace: readonly TraceEvent[]): void {
	const [description] = trace;
	assert(description?.type === 'run-described', 'a trace begins with its description');
	assertTime(trace);
	assertEnd(trace);
	assertTransitions(trace);
	assertForm(trace, description);
	assertSettled(trace, description);
	assertPlaces(trace, description);
	assertRequests(trace);
}

/** Checks that `at` never decreases, and that nothing starts after the event that reports it. */
function assertTime(trace: readonly TraceEvent[]) {
	let last = 0;
	for (const event of trace) {
		assert(event.at >= last, `at falls from ${last} to ${event.at} (${event.type})`);
		last = event.at;
		if ('since' in event) {
			assert(event.since >= 0 && event.since <= event.at, `${event.type} since ${event.since} at ${event.at}`);
		}
	}
}

function assertEnd(trace: readonly TraceEvent[]) {
	const end = trace.findIndex(({type}) => type === 'run-ended');
	// Other processes of a command can write after the first one has ended.
	const types = trace.filter(({type}, index) => index < end || type !== 'output-written').map(({type}) => type);
	assert.deepEqual(types.slice(-2), ['run-ended', 'engine-exited']);
	assert.equal(types.filter(type => type === 'run-ended').length, 1);
	assert.equal(types.filter(type => type === 'run-described').length, 1);
	assert(types.filter(type => type === 'strategy-settled').length <= 1);
}

function assertTransitions(trace: readonly TraceEvent[]) {
	const states = new Map<string, string>();
	for (const event of trace) {
		if (!event.type.startsWith('task-') || !('task' in event) || event.task === undefined) {
			continue;
		}

		const state = states.get(event.task) ?? 'unknown';
		const next = transitions[state]?.[event.type];
		assert(next, `${event.type} of ${event.task}, which is ${state}, at ${event.at}`);
		states.set(event.task, next);
	}

	const hasCounted = trace.some(({type}) => type === 'calls-counted');
	const isKilled = trace.some(event => event.type === 'engine-exited' && event.signal === 'SIGKILL');
	for (const event of trace) {
		for (const task of tasksOf(event)) {
			// A call that was only counted, or held back when its process was killed, can be waited for, and can settle a wait.
			const isOther = (event.type === 'task-waiting' || event.type === 'task-resumed') && task !== event.task;
			if ((hasCounted || isKilled) && isOther) {
				continue;
			}

			assert(states.has(task), `${event.type} speaks of ${task}, which was never created`);
		}
	}
}

function tasksOf(event: TraceEvent): readonly string[] {
	const named = 'task' in event && event.task !== undefined ? [event.task] : [];
	if (event.type === 'task-created' && event.parent !== undefined) {
		return [...named, event.parent];
	}

	if (event.type === 'task-resumed' && event.by !== undefined) {
		return [...named, event.by];
	}

	if (event.type === 'task-waiting' && event.on.kind === 'task') {
		return [...named, event.on.task];
	}

	return event.type === 'task-waiting' && event.on.kind === 'join' ? [...named, ...event.on.tasks] : named;
}

/** Checks that a program consists of the calls of its top level, and that only a set of tasks has a strategy. */
function assertForm(trace: readonly TraceEvent[], {form, tasks}: RunDescription) {
	const topLevels = trace.filter(event => event.type === 'task-created' && event.kind === 'program');
	if (form === 'tasks') {
		assert.equal(topLevels.length, 0, 'a strategy has no top level');
		return;
	}

	assert.equal(tasks.length, 0, 'nothing is planned in a program');
	assert(!trace.some(({type}) => type === 'strategy-settled'), 'a program has no strategy');
	const started = trace.some(({type}) => type === 'run-started');
	assert.equal(topLevels.length, started ? 1 : 0);
	const [first] = trace.filter(({type}) => type === 'task-created');
	assert.equal(first, topLevels[0], 'the top level comes before all that it calls');
}

/**
 * Checks that `run-ended` lists the planned tasks that have not settled. In a cancelled run, all started tasks have
 * settled; in a cancelled run of a program, all started calls.
 */
function assertSettled(trace: readonly TraceEvent[], {form, tasks}: RunDescription) {
	const started = new Set<string>();
	const settled = new Set<string>();
	for (const event of trace) {
		if (event.type === 'task-started') {
			started.add(event.task);
		} else if (event.type === 'task-ended') {
			settled.add(event.task);
		}
	}

	const end = trace.find(event => event.type === 'run-ended');
	const unsettled = tasks.map(({id}) => id).filter(id => !settled.has(id));
	assert.deepEqual(end?.open, unsettled);
	if (end?.outcome === 'cancelled') {
		assert.deepEqual(
			form === 'program' ? [...started].filter(id => !settled.has(id)) : unsettled.filter(id => started.has(id)),
			[],
			'started, and never settled',
		);
	}
}

function assertPlaces(trace: readonly TraceEvent[], {files}: RunDescription) {
	const described = [...files, ...trace.filter(event => event.type === 'file-described')];
	const lines = new Map(described.map(({name, text}) => [name, text.split('\n')]));
	for (const event of trace) {
		for (const {file, line, column} of placesOf(event)) {
			if (!lines.has(file)) {
				assert(extname(file) !== '', `${event.type} in ${file}, which is neither described nor a path`);
				continue;
			}

			const text = lines.get(file)?.[line - 1];
			assert(text !== undefined, `${event.type} at ${file}:${line}, which is no line of a described file`);
			assert(column >= 1 && column <= text.length + 1, `${event.type} at ${file}:${line}:${column}`);
		}
	}
}

function placesOf(event: TraceEvent): readonly Place[] {
	const places = [
		'place' in event ? event.place : undefined,
		'error' in event && typeof event.error === 'object' ? event.error.place : undefined,
	];
	return places.filter(place => place !== undefined);
}

/**
 * Checks that phases come in their order, each but `receiving` only once, and that bytes never decrease. An event with
 * `heldUp` repeats the phase.
 */
function assertRequests(trace: readonly TraceEvent[]) {
	const requests = new Map<string, {phase: string; bytes: number}>();
	for (const event of trace) {
		if (event.type !== 'request-advanced') {
			continue;
		}

		const {phase, bytes} = requests.get(event.request) ?? {phase: 'unknown', bytes: 0};
		const isRepeated = event.phase === phase && (phase === 'receiving' || event.heldUp !== undefined);
		assert(isRepeated || (phase !== 'received' && phase !== 'failed'), `${event.request} goes on after ${phase}`);
		assert(
			isRepeated || phases.indexOf(event.phase) > phases.indexOf(phase),
			`${event.request}: ${phase}, ${event.phase}`,
		);
		assert((event.bytes ?? bytes) >= bytes, `${event.request} loses bytes`);
		requests.set(event.request, {phase: event.phase, bytes: event.bytes ?? bytes});
	}
}
