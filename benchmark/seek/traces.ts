import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {simulate} from '../../test/fixtures/simulate.ts';

/** Traces of about a million events, by what they contain. */
export const traces = {
	'100,000 tasks in flight together': () => simulate({tasks: 100_000}),
	'10,000 calls, each resumed 50 times': () => calls(10_000, 50),
	'20 calls, each resumed 25,000 times': () => calls(20, 25_000),
} as const satisfies Record<string, () => Trace>;

/** A program whose top level makes `count` calls, which take `turns` turns each on the thread. */
function calls(count: number, turns: number): Trace {
	const [description] = simulate({tasks: 0});
	const events: TraceEvent[] = [
		{type: 'run-started', at: 0},
		{type: 'task-created', at: 0, task: 'top', name: 'top level', kind: 'program'},
		{type: 'task-started', at: 0, task: 'top'},
	];
	const ids = Array.from({length: count}, (_, index) => `#${index}`);
	const place = {file: description.files[0]?.name ?? '', line: 2, column: 3};
	let at = 0;
	const later = () => {
		at = Math.round(at * 1000 + 2) / 1000;
		return at;
	};
	for (const task of ids) {
		events.push(
			{type: 'task-created', at, task, name: 'call', kind: 'call', parent: 'top', place},
			{type: 'task-started', at, task},
			{type: 'task-waiting', at: later(), task, place, on: {kind: 'timer', ms: 1}},
		);
	}
	events.push({type: 'task-waiting', at, task: 'top', place, on: {kind: 'join', how: 'all', tasks: ids, count}});
	for (let turn = 1; turn < turns; turn++) {
		for (const task of ids) {
			events.push(
				{type: 'task-resumed', at, task},
				{type: 'task-waiting', at: later(), task, place, on: {kind: 'timer', ms: 1}},
			);
		}
	}
	for (const task of ids) {
		events.push({type: 'task-resumed', at, task}, {type: 'task-ended', at: later(), task, outcome: 'done'});
	}
	events.push(
		{type: 'task-resumed', at, task: 'top'},
		{type: 'task-ended', at: later(), task: 'top', outcome: 'done'},
		{type: 'run-ended', at, outcome: 'ok', open: []},
	);
	return [{...description, form: 'program'}, ...events];
}
