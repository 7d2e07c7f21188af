import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Finding} from '../../../source/model/analysis/findings/finding.ts';
import {findingsOf} from '../../../source/model/analysis/findings/index.ts';
import {lineOf} from '../../../source/model/analysis/findings/places.ts';
import {follow, modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import type {TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {traceOf} from '../../helpers/trace-of.ts';

/** Fixed, so that a change is judged by its own traces. */
const seed = 10;
const total = 20_000;

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const madeAt = {file: 'pool.mjs', line: 3, column: 9, function: 'acquire'};
const line = fc.nat({max: 3}).map(nth => nth + 5);

/** A wait for anything: another task, older or younger, some of them, a lock, a promise of a pool, or the outside. */
const wait = fc.record({
	ms: fc.constantFrom(1, 40, 700, 6000),
	line,
	by: fc.option(fc.constantFrom(...names), {nil: undefined}),
	on: fc.oneof(
		{weight: 3, arbitrary: fc.record({kind: fc.constant('task'), task: fc.constantFrom(...names)})},
		fc.subarray(names, {minLength: 1}).map(tasks => ({kind: 'join', how: 'gather', tasks, count: tasks.length})),
		fc.constantFrom('L1', 'L2').map(lock => ({kind: 'lock', what: 'Lock', method: 'acquire', lock})),
		{weight: 3, arbitrary: fc.constantFrom({kind: 'opaque', madeAt}, {kind: 'yield', madeAt}, {kind: 'opaque'})},
		fc.constantFrom({kind: 'timer', ms: 100}, {kind: 'io', what: 'recv'}),
	),
}) as fc.Arbitrary<LaneOf['waits'][number]>;

const lane = (name: string): fc.Arbitrary<LaneOf> =>
	fc.record({
		name: fc.constant(name),
		at: fc.nat({max: 500}),
		waits: fc.array(wait, {minLength: 1, maxLength: 4}),
		isOpen: fc.boolean(),
		outcome: fc.constantFrom('done', 'failed'),
	});

const lock = (id: string): fc.Arbitrary<TraceEvent> =>
	fc.record({
		type: fc.constant('lock-changed'),
		at: fc.integer({min: 700, max: 6000}),
		lock: fc.constant(id),
		what: fc.constant('Lock'),
		held: fc.constant(1),
		waiting: fc.constant(1),
		holders: fc.constantFrom(...names).map(task => [{task, since: 600}]),
	}) as fc.Arbitrary<TraceEvent>;

const wakers = fc.integer({min: 3000, max: 9000}).map(
	(at): TraceEvent => ({
		...{type: 'wakers-seen', at, ready: 0, timers: 1, io: 0, threads: 0, signals: 0},
		...{handles: [], complete: true},
	}),
);

/** Lanes that wait at one line, of which the first ones continued soon. */
const pile = fc.tuple(fc.integer({min: 18, max: 24}), fc.integer({min: 8, max: 14}), line).map(([past, open, at]) =>
	Array.from({length: past + open}, (_, nth): LaneOf => {
		const on: WaitsFor = {kind: 'io', what: 'recv'};
		return {name: `p${nth}`, at: 10 * nth, waits: [{ms: nth < past ? 3 : total, line: at, on}], isOpen: nth >= past};
	}),
);

const run = fc
	.record({
		language: fc.constantFrom('javascript', 'python'),
		lanes: fc.tuple(fc.tuple(...names.map(lane)), fc.oneof({weight: 3, arbitrary: fc.constant([])}, pile)),
		more: fc.tuple(lock('L1'), lock('L2'), wakers),
	})
	.map(({language, lanes, more}) => ({language, lanes: lanes.flat(), more, total: total + 1}) as const);

/** What does not depend on the order in which tasks are looked at. */
const essential = (findings: readonly Finding[]) =>
	findings
		.map(({rule, severity, place, count, tasks}) => ({
			...{rule, severity, count, line: lineOf(place), tasks: tasks.toSorted()},
		}))
		.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

/** The run as if it had been stopped at the model's moment: then the findings are searched in all that happened. */
const stopped = (model: Model): Model => ({...model, end: {at: model.at, outcome: 'exited'}});

test('a run in progress has the findings that a search through all its tasks finds', () => {
	const rules = new Set<string>();
	fc.assert(
		fc.property(run, fc.array(fc.integer({min: 600, max: total - 1}), {maxLength: 3}), (of, moments) => {
			const trace = traceOf(of);
			const follower = follow(trace, 16);
			for (const moment of [...moments, total - 1]) {
				// Between two events: what ends at the very moment may count as open or not.
				const at = moment + 0.5;
				const findings = findingsOf(follower.at(at));
				assert.deepEqual(essential(findings), essential(findingsOf(stopped(modelAt(trace, at)))));
				for (const {rule} of findings) rules.add(rule);
			}
		}),
		{seed, numRuns: 1000},
	);
	assert.deepEqual([...rules].sort(), ['deadlock', 'not-given-back', 'pile-up', 'waits-for-itself']);
});
