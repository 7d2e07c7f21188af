import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {threadHolders} from '../../../source/model/analysis/thread-holders.ts';
import {follow, modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import {heartbeat, loopHealth} from '../../../source/model/projections/heartbeat.ts';
import {lag, lagWith} from '../../../source/model/projections/lag.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {randomFrom} from '../../helpers/random.ts';

/** settings holds the thread from 0.8 s to 1.3 s, when the reply of avatar is due. */
const blocking = simulate({tasks: dashboardTasks(5, {settings: {blocks: 500}})});
const ended = 1_000_000;

/** A run of one task without a name of its own, with beats of these lags. */
function beating(lags: readonly number[], startedAt = 0): Trace {
	const [description] = simulate({tasks: 1});
	let at = startedAt;
	const beats = lags.map((ms): TraceEvent => {
		at += 50 + ms;
		return {type: 'loop-beat', at, lag: ms};
	});
	return [description, {type: 'run-started', at: startedAt}, ...beats];
}

suite('lag', () => {
	test('is exact by nearest rank, at every moment', () => {
		const next = randomFrom(7);
		const lags = Array.from({length: 400}, () => Math.floor(next() * 300));
		const trace = beating(lags);
		const follower = follow(trace);
		for (let seen = 0; seen <= lags.length; seen += seen < 20 ? 1 : 37) {
			const model = follower.at(seen === 0 ? 0 : (trace[seen + 1]?.at ?? 0));
			const sorted = lags.slice(0, seen).sort((a, b) => a - b);
			const nearest = (share: number) => sorted[Math.max(0, Math.ceil(share * seen) - 1)] ?? null;
			assert.deepEqual(lag(model), {p50: nearest(0.5), p99: nearest(0.99), max: nearest(1)}, `${seen} beats`);
			const late = next() * 300;
			const with1 = [...sorted, late].sort((a, b) => a - b);
			const {p50, p99, max} = lagWith(model, late);
			const rank = (share: number) => with1[Math.ceil(share * (seen + 1)) - 1];
			assert.deepEqual([p50?.ms, p99?.ms, max?.ms], [rank(0.5), rank(0.99), rank(1)], `${seen} beats and one overdue`);
			assert.equal(p50?.atLeast, (p50?.ms ?? 0) >= late);
		}
	});

	test('of a loop that beats as it should is small, and no beat is missed', () => {
		const {lag: late, silence, readyTasks} = loopHealth(modelAt(simulate(), ended));
		assert.ok((late.max?.ms ?? 99) < 1 && late.max?.atLeast === false);
		assert.equal(silence, undefined);
		assert.deepEqual(readyTasks, []);
	});
});

suite('silence', () => {
	test('grows while it lasts, and counts as lag that has passed', () => {
		const follower = follow(blocking);
		let before = 0;
		for (const at of [980, 1100, 1250]) {
			const {silence, lag: late} = loopHealth(follower.at(at));
			assert.ok(silence?.isOngoing, `at ${at}`);
			assert.equal(silence.to, at);
			assert.ok(Math.abs(silence.from - 800) <= 50, `${silence.from}`);
			assert.ok(late.max?.atLeast && Math.abs(late.max.ms - (silence.to - silence.from - 50)) < 0.01);
			assert.ok(late.max.ms > before);
			before = late.max.ms;
		}
		assert.equal(loopHealth(follower.at(790)).silence, undefined);
	});

	test('stays as the longest when the loop beats again', () => {
		const {silence, lag: late} = loopHealth(modelAt(blocking, ended));
		assert.ok(silence && !silence.isOngoing);
		assert.ok(Math.abs(silence.to - silence.from - 500) <= 51, `${silence.to - silence.from}`);
		assert.ok(late.max && !late.max.atLeast && late.max.ms > 440);
	});

	test('before the first beat counts, what was before the run does not', () => {
		const {silence} = loopHealth(modelAt(beating([300, 0, 0], 5000), 5460));
		assert.deepEqual([silence?.from, silence?.to], [0, 350]);
		const [description, started, ...beats] = beating([0, 0, 0], 5000);
		const early: TraceEvent = {type: 'loop-beat', at: 4000, lag: 2000};
		assert.equal(
			loopHealth(modelAt([description, early, started, ...beats] as unknown as Trace, 5150)).silence,
			undefined,
		);
	});

	test('before the first beat counts from when its timer was set, which may be after the start', () => {
		const [description, started, first, ...beats] = beating([0, 0, 0]);
		const late = [first, ...beats].map(beat => ({...beat, at: (beat as TraceEvent).at + 90})) as TraceEvent[];
		const model = modelAt([description, started, ...late] as unknown as Trace, 260);
		assert.equal(loopHealth(model).silence, undefined);
		assert.ok(!heartbeat(model, 300, 30).includes('silent'));
	});

	test('needs no event to be seen, but a beat may be on its way', () => {
		const trace = beating([0, 0]);
		assert.equal(loopHealth(modelAt(trace, 240)).silence, undefined);
		assert.deepEqual(loopHealth(modelAt(trace, 300)).silence, {from: 100, to: 300, isOngoing: true});
	});

	test('ends with the run', () => {
		const [description, ...events] = beating([0, 0]);
		const trace: Trace = [description, ...events, {type: 'run-ended', at: 900, outcome: 'killed', open: []}];
		assert.deepEqual(loopHealth(modelAt(trace, ended)).silence, {from: 100, to: 900, isOngoing: false});
	});
});

suite('the block that explains a silence', () => {
	const justAfter = 860;
	const place = {file: 'app.mjs', line: 4, column: 1};
	const [description, ...events] = beating([0, 0, 700]);
	/** The last 700 ms of the run, of which other processes had the core for 300 ms. */
	const block: TraceEvent = {
		type: 'loop-released',
		at: 849,
		since: 149,
		ms: 700,
		processor: 400,
		preempted: 300,
		place,
	};

	test('has the same length as on its line', () => {
		const model = modelAt([description, ...events.slice(0, -1), block, ...events.slice(-1)], justAfter);
		const {silence, blocked} = loopHealth(model);
		assert.deepEqual(silence, {from: 100, to: 850, isOngoing: false});
		assert.equal(blocked, 400);
		assert.equal(threadHolders(model)[0]?.longest, blocked);
	});

	test('has the same length while it lasts', () => {
		const model = modelAt(blocking, 1250);
		assert.ok(loopHealth(model).blocked);
		assert.equal(loopHealth(model).blocked, threadHolders(model)[0]?.longest);
	});

	test('is missing if the program did not have the thread for most of the silence', () => {
		assert.equal(loopHealth(modelAt([description, ...events], justAfter)).blocked, undefined);
		const short: TraceEvent = {...block, since: 349, ms: 500, preempted: 100};
		const model = modelAt([description, ...events.slice(0, -1), short, ...events.slice(-1)], justAfter);
		assert.equal(model.thread.blocks.length, 1);
		assert.equal(loopHealth(model).blocked, undefined);
	});
});

suite('the heartbeat', () => {
	test('shows beats, the silence and nothing that is to come', () => {
		const slots = heartbeat(modelAt(blocking, 1200), 2000, 40);
		assert.deepEqual(new Set(slots.slice(0, 15)), new Set(['beat', 'free']));
		assert.ok(slots.slice(0, 16).filter(slot => slot === 'beat').length >= 14, slots.join(' '));
		assert.deepEqual(new Set(slots.slice(17, 24)), new Set(['silent']));
		assert.deepEqual(new Set(slots.slice(24)), new Set(['none']));
	});

	test('counts every beat once where slots are narrow', () => {
		const model = modelAt(blocking, ended);
		const end = (model.end?.at ?? 0) - (model.startedAt ?? 0);
		const slots = heartbeat(model, end + 1, 1000);
		assert.equal(slots.filter(slot => slot === 'beat').length, model.thread.beats.length);
		const {silence} = loopHealth(model);
		const silent = slots.filter(slot => slot === 'silent').length;
		const width = (end + 1) / 1000;
		assert.ok(Math.abs(silent * width - ((silence?.to ?? 0) - (silence?.from ?? 0))) <= 2 * width);
	});

	test('of a run that has not started is empty', () => {
		assert.deepEqual(heartbeat(modelAt([simulate()[0]], 5000), 2000, 3), ['none', 'none', 'none']);
		assert.deepEqual(loopHealth(modelAt([simulate()[0]], 5000)).lag, {p50: null, p99: null, max: null});
	});
});

suite('who is stuck, and by whom', () => {
	test('tasks that could go on but for the thread, by name and since when', () => {
		const {readyTasks} = loopHealth(modelAt(blocking, 1100));
		assert.deepEqual(
			readyTasks.map(({name, on}) => [name, on]),
			[['avatar', 'reply']],
		);
		assert.ok(Math.abs((readyTasks[0]?.since ?? 0) - 800) < 5);
		assert.deepEqual(loopHealth(modelAt(blocking, ended)).readyTasks, []);
	});

	test('the holder, its line and its function; afterwards how long', () => {
		const [present] = threadHolders(modelAt(blocking, 1100));
		assert.ok(present?.isOngoing && present.inside === 'spin' && present.name === 'settings');
		assert.ok(Math.abs(present.longest - 300) < 5);
		const past = threadHolders(modelAt(blocking, ended));
		assert.equal(past.length, 1);
		assert.deepEqual([past[0]?.name, past[0]?.times, past[0]?.isOngoing], ['settings', 1, false]);
		assert.ok(Math.abs((past[0]?.longest ?? 0) - 500) < 1);
		assert.equal(past[0]?.place?.file, 'dashboard.js');
	});

	test('blocks of one line are one, the longest first', () => {
		const place = (line: number) => ({file: 'dashboard.js', line, column: 1});
		const [description, started] = beating([]);
		const released = (at: number, ms: number, line: number): TraceEvent => ({
			type: 'loop-released',
			at,
			since: at - ms,
			ms,
			processor: ms,
			preempted: 0,
			place: place(line),
		});
		const follower = follow([
			description,
			started as TraceEvent,
			released(100, 30, 4),
			released(200, 60, 9),
			released(300, 50, 4),
		]);
		const told = (model: Model) =>
			threadHolders(model).map(({place, times, longest, total}) => [place?.line, times, longest, total]);
		assert.deepEqual(told(follower.at(150)), [[4, 1, 30, 30]]);
		assert.deepEqual(told(follower.at(300)), [
			[9, 1, 60, 60],
			[4, 2, 50, 80],
		]);
		assert.deepEqual(told(follower.at(150)), [[4, 1, 30, 30]], 'the moment before, again');
	});
});
