import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {ChromeEvent} from '../../../source/exports/tables/chrome-trace/event.ts';
import {writeTable} from '../../../source/exports/tables/index.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {failing, oneByOne} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {damagedRuns, hostileRun, someRuns} from '../../helpers/some-runs.ts';

type EventOf<Phase extends ChromeEvent['ph']> = Extract<ChromeEvent, {ph: Phase}>;

function eventsOf(...traces: readonly Trace[]): readonly ChromeEvent[] {
	return JSON.parse(writeTable(traces, 'trace.json')).traceEvents;
}

function phase<Phase extends ChromeEvent['ph']>(events: readonly ChromeEvent[], ph: Phase): readonly EventOf<Phase>[] {
	return events.filter((event): event is EventOf<Phase> => event.ph === ph);
}

const endOf = ({ts, dur}: EventOf<'X'>) => ts + dur;

/** Slices by the number of their track, which is unique in the file. */
function tracksOf(events: readonly ChromeEvent[]): ReadonlyMap<number, readonly EventOf<'X'>[]> {
	const tracks = new Map<number, EventOf<'X'>[]>();
	for (const slice of phase(events, 'X')) tracks.set(slice.tid, [...(tracks.get(slice.tid) ?? []), slice]);
	return tracks;
}

/** The numbers of the tracks by their names. */
function namesOf(events: readonly ChromeEvent[]): ReadonlyMap<string, number> {
	const named = phase(events, 'M').filter(({name}) => name === 'thread_name');
	return new Map(named.map(({tid, args}) => ['name' in args ? args.name : '', tid]));
}

/** Formats arrows as words: `await: main → f`. */
function arrowsOf(events: readonly ChromeEvent[]): readonly string[] {
	const nameOf = new Map([...namesOf(events)].map(([name, tid]) => [tid, name]));
	const ends = new Map(phase(events, 'f').map(end => [end.id, end]));
	return phase(events, 's')
		.map(({name, tid, id}) => `${name}: ${nameOf.get(tid)} → ${nameOf.get(ends.get(id)?.tid ?? -1)}`)
		.toSorted();
}

/** Checks what "Trace Event Format" requires, and what Perfetto requires beyond it. */
function assertValid(events: readonly ChromeEvent[], name: string): void {
	let latest = 0;
	for (const event of events) {
		assert.ok(event.name.length > 0 && event.cat.length > 0, name);
		for (const number of [event.pid, event.tid, event.ts, ...('dur' in event ? [event.dur] : [])]) {
			assert.ok(Number.isSafeInteger(number) && number >= 0, `${name}: ${JSON.stringify(event)}`);
		}
		assert.ok(event.ts >= latest, `${name}: in the order of time`);
		latest = event.ts;
		if (event.ph === 'C') for (const value of Object.values(event.args)) assert.ok(Number.isFinite(value), name);
	}

	const tracks = tracksOf(events);
	for (const slices of tracks.values()) {
		for (const [index, slice] of slices.entries()) {
			const next = slices[index + 1];
			assert.ok(!next || endOf(slice) <= next.ts, `${name}: slices overlap on track ${slice.tid}`);
		}
	}

	const isEnclosed = ({tid, ts}: EventOf<'s' | 'f'>) =>
		tracks.get(tid)?.some(slice => slice.ts <= ts && ts <= endOf(slice));
	const ends = new Map(phase(events, 'f').map(end => [end.id, end]));
	const starts = phase(events, 's');
	assert.equal(new Set(starts.map(({id}) => id)).size, starts.length, `${name}: an id belongs to one arrow`);
	assert.equal(ends.size, starts.length, name);
	for (const start of starts) {
		const end = ends.get(start.id) ?? assert.fail(`${name}: an arrow without an end`);
		assert.deepEqual([end.name, end.cat, end.pid], [start.name, start.cat, start.pid], name);
		assert.ok(start.ts <= end.ts, `${name}: an arrow back in time`);
		assert.ok(isEnclosed(start) && isEnclosed(end), `${name}: an arrow from or to nothing`);
	}

	const metadata = phase(events, 'M');
	const names = (what: string) => metadata.filter(each => each.name === what).map(({pid, tid}) => `${pid} ${tid}`);
	for (const {pid, tid} of events) assert.ok(names('thread_name').includes(`${pid} ${tid}`), name);
	for (const what of ['thread_name', 'thread_sort_index', 'process_name', 'process_sort_index'] as const) {
		assert.equal(new Set(names(what)).size, names(what).length, `${name}: ${what} twice`);
	}
}

suite('A trace for Perfetto', () => {
	test('follows the rules of the format, whatever ran and whatever is missing', () => {
		for (const [name, trace] of [...someRuns(), ...damagedRuns()]) assertValid(eventsOf(trace), name);
		assertValid(eventsOf(...someRuns().values()), 'all in one');
		for (const form of ['tasks', 'program'] as const) assertValid(eventsOf(hostileRun(form)), 'hostile');
	});

	test('works for twenty thousand tasks', () => {
		const events = eventsOf(simulate({tasks: 20_000}));
		assert.equal(phase(events, 's').length, 40_000);
	});

	test('has a track for each lane, in the order of the screen, below the thread and the strategy', () => {
		const events = eventsOf(simulate(), simulate({strategy: 'sequential', language: 'python'}));
		const named = phase(events, 'M').filter(({name}) => name === 'thread_name');
		const order = new Map(
			phase(events, 'M').flatMap(({name, tid, args}) =>
				name === 'thread_sort_index' && 'sort_index' in args ? [[tid, args.sort_index]] : [],
			),
		);
		for (const [pid, strategy] of [
			[1, 'concurrent'],
			[2, 'sequential'],
		] as const) {
			const ofRun = named.filter(track => track.pid === pid);
			const sorted = ofRun.toSorted((a, b) => (order.get(a.tid) ?? 0) - (order.get(b.tid) ?? 0));
			assert.deepEqual(
				sorted.map(({args}) => 'name' in args && args.name),
				['the thread', strategy, 'profile', 'settings', 'orders', 'avatar', 'messages'],
			);
		}
		const processes = phase(events, 'M').filter(({name}) => name === 'process_name');
		assert.deepEqual(
			processes.map(({args}) => 'name' in args && args.name),
			['Node.js 24.21.0: Load a dashboard, Concurrent', 'CPython 3.13.0: Load a dashboard, Sequential'],
		);
	});

	test('covers each lane with slices without gaps, which say why it waited and how it ended', () => {
		const trace = simulate({tasks: dashboardTasks(5, {settings: {blocks: 500}, avatar: {fails: true}})});
		const events = eventsOf(trace);
		const tracks = tracksOf(events);
		for (const {name, startedAt = 0, endedAt = 0} of modelAt(trace, trace.at(-1)?.at ?? 0).lanes) {
			const slices = tracks.get(namesOf(events).get(name) ?? -1) ?? assert.fail(name);
			assert.equal(slices[0]?.ts, Math.round(startedAt * 1000));
			assert.equal(
				slices.at(-1)?.ts,
				slices.slice(0, -1).reduce((at, {dur}) => at + dur, slices[0]?.ts ?? 0),
			);
			assert.ok(Math.abs(endOf(slices.at(-1) ?? assert.fail(name)) - endedAt * 1000) < 1);
		}
		const messages = tracks.get(namesOf(events).get('messages') ?? -1) ?? [];
		assert.deepEqual(
			messages.map(({name}) => name),
			['running', 'waiting', 'ready', 'running', 'waiting', 'running'],
		);
		assert.deepEqual(messages[1]?.args, {line: 'dashboard.js:22', function: 'messages', waitsFor: 'GET /messages'});
		assert.deepEqual(messages.at(-1)?.args, {state: 'done', value: "{ widget: 'messages' }"});
		const avatar = tracks.get(namesOf(events).get('avatar') ?? -1) ?? [];
		assert.match(String(avatar.at(-1)?.args.error), /^TypeError: fetch failed/);
	});

	test('has arrows to awaited tasks, and back when they have ended', () => {
		const events = eventsOf(simulateProgram(oneByOne, 'javascript'));
		assert.deepEqual(arrowsOf(events), [
			'await: main → f',
			'await: main → g',
			'await: top level → main',
			'result: f → main',
			'result: g → main',
			'result: main → top level',
		]);
	});

	test('has arrows from the workers of a strategy if they await the tasks', () => {
		const worker = {name: 'worker', kind: 'call', parent: 'strategy'} as const;
		const done = {type: 'task-ended', outcome: 'done', value: '1'} as const;
		const events = eventsOf([
			simulate({strategy: 'limited', tasks: 1})[0],
			{type: 'run-started', at: 0},
			{type: 'task-created', at: 0, task: 'strategy', name: 'limited', kind: 'call'},
			{type: 'task-created', at: 0, task: 'profile', name: 'profile', kind: 'planned', parent: 'strategy'},
			{type: 'task-started', at: 1, task: 'strategy'},
			{type: 'task-created', at: 2, task: 'worker', ...worker},
			{type: 'task-started', at: 3, task: 'worker'},
			{type: 'task-started', at: 4, task: 'profile'},
			{type: 'task-waiting', at: 5, task: 'profile', on: {kind: 'timer', ms: 100}},
			{type: 'task-waiting', at: 6, task: 'worker', on: {kind: 'task', task: 'profile'}},
			{type: 'task-waiting', at: 7, task: 'strategy', on: {kind: 'join', how: 'all', tasks: ['worker'], count: 1}},
			{at: 105, task: 'profile', ...done},
			{type: 'task-resumed', at: 106, task: 'worker'},
			{at: 107, task: 'worker', ...done},
			{type: 'task-resumed', at: 108, task: 'strategy'},
			{at: 109, task: 'strategy', ...done},
			{type: 'run-ended', at: 110, outcome: 'ok', open: []},
		]);
		assertValid(events, 'workers');
		assert.deepEqual([...namesOf(events).keys()], ['the thread', 'limited', 'profile', 'worker']);
		assert.deepEqual(arrowsOf(events), [
			'await: limited → worker',
			'await: worker → profile',
			'result: profile → worker',
			'result: worker → limited',
		]);
	});

	test('has instants for failures, warnings and blocks, and counters for tasks in flight and lag', () => {
		const trace = simulate({tasks: dashboardTasks(5, {settings: {blocks: 500}, avatar: {fails: true}})});
		const events = eventsOf(trace);
		const {totals, thread} = modelAt(trace, trace.at(-1)?.at ?? 0);
		assert.deepEqual(
			phase(events, 'i').map(({name, cat, s}) => [name, cat, s]),
			[
				['failed', 'failure', 't'],
				['failed', 'failure', 't'],
				['blocked', 'block', 't'],
			],
		);
		const counted = (what: string) => phase(events, 'C').filter(({name}) => name === what);
		const inFlight = counted('in flight').map(({args}) => args.tasks ?? -1);
		assert.deepEqual([Math.max(...inFlight), inFlight.at(-1)], [totals.peak, 0]);
		assert.equal(counted('event loop lag').length, thread.lags.length);

		const names = phase(eventsOf(simulateProgram(failing, 'python')), 'i').map(({name}) => name);
		assert.deepEqual(names, ['failed', 'failed', 'failed']);
	});
});
