import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {simulate} from '../../test/fixtures/simulate.ts';

const hour = 3_600_000;

/**
 * Returns the trace of a program that ran for an hour and made `perSecond` calls per second, which waited for 20 to 900
 * ms each. Every hundredth call failed.
 */
export function hourOf(perSecond: number): Trace {
	const [description] = simulate({tasks: 0});
	const place = {file: description.files[0]?.name ?? '', line: 2, column: 3};
	const events: TraceEvent[] = [
		{type: 'task-created', at: 0, task: 'top', name: 'top level', kind: 'program'},
		{type: 'task-started', at: 0, task: 'top'},
		{type: 'task-waiting', at: 0, task: 'top', place, on: {kind: 'timer', ms: hour}},
	];
	for (let index = 0; index < (hour / 1000) * perSecond; index++) {
		const at = (index * 1000) / perSecond;
		const task = `#${index}`;
		const end = Math.min(hour, at + 20 + ((index * 7919) % 880));
		events.push(
			{type: 'task-created', at, task, name: 'handle', kind: 'call', parent: 'top', place},
			{type: 'task-started', at, task},
			{type: 'task-waiting', at, task, place, on: {kind: 'timer', ms: end - at}},
			{type: 'task-resumed', at: end, task},
			index % 100 === 99
				? {type: 'task-ended', at: end, task, outcome: 'failed', error: {name: 'Error', message: 'late'}}
				: {type: 'task-ended', at: end, task, outcome: 'done'},
		);
	}
	events.push(
		{type: 'task-resumed', at: hour, task: 'top'},
		{type: 'task-ended', at: hour, task: 'top', outcome: 'done'},
		{type: 'run-ended', at: hour, outcome: 'ok', open: []},
	);
	events.sort((one, other) => one.at - other.at);
	return [{...description, form: 'program'}, {type: 'run-started', at: 0}, ...events];
}
