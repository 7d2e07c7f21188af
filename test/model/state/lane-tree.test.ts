import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import {ownWait} from '../../../source/model/own-waits.ts';
import type {Task} from '../../../source/model/task.ts';
import type {RunDescription, TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {failing, holding, nested, oneByOne, orphan, scripts, threaded, together} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {plain} from '../../helpers/plain-model.ts';
import {randomFrom} from '../../helpers/random.ts';

const languages = ['javascript', 'python'] as const;
const runs: readonly Trace[] = scripts.flatMap(script => languages.map(language => simulateProgram(script, language)));
const ended = 1e6;

const drawn = ({lanes}: Model) => lanes.map(({depth, name}) => `${'  '.repeat(depth)}${name}`);
const lane = (model: Model, name: string): Task => {
	const found = model.lanes.find(each => each.name === name);
	assert.ok(found, name);
	return found;
};
const near = (actual: number | undefined, expected: number) =>
	assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= 3, `${actual} is not ${expected}`);

suite('the lanes of a program', () => {
	test('are its top level and its calls, each below its caller, in the order of creation', () => {
		for (const language of languages) {
			const model = modelAt(simulateProgram(oneByOne, language), ended);
			assert.deepEqual(drawn(model), ['top level', '  main', '    f', '    g']);
		}
		assert.equal(drawn(modelAt(simulateProgram(nested(4)), ended)).at(-1), `${'  '.repeat(5)}down`);
	});

	test('come when they are created: eager in JavaScript, lazy in Python', () => {
		const names = (language: (typeof languages)[number]) => drawn(modelAt(simulateProgram(oneByOne, language), 500));
		assert.deepEqual(names('javascript'), ['top level', '  main', '    f', '    g']);
		assert.deepEqual(names('python'), ['top level', '  main', '    f']);
	});

	test('stand in tree order at every moment, whatever the order in which they were called', () => {
		for (let seed = 1; seed <= 20; seed++) {
			const trace = randomCalls(seed, 60);
			const follower = follow(trace, 16);
			for (let at = 0; at <= 61; at += 1 + (seed % 7)) {
				const model = follower.at(at);
				assertTree(model);
				assert.equal(model.lanes.length, Math.min(60, Math.floor(at)) + 1);
				assert.deepEqual(drawn(model), drawn(modelAt(trace, at)));
			}
		}
	});

	test('are not async generators, whose calls stand below those who called them', () => {
		const model = modelAt(
			program([
				created('t', 'program'),
				created('gen', 'generator', 't'),
				created('f', 'call', 'gen'),
				created('far', 'call', 'nobody'),
			]),
			5,
		);
		assert.deepEqual(drawn(model), ['top', '  f', 'far']);
	});

	test('of kind thread wait from their start on, and leave the thread of the loop alone', () => {
		const model = modelAt(simulateProgram(threaded), 1500);
		const work = lane(model, 'work');
		assert.equal(work.state, 'waiting');
		assert.equal(work.waitsFor?.kind, 'thread');
		assert.ok(model.thread.busy.every(({task}) => task !== work.id));
		const begun = modelAt(program([created('t', 'program'), created('w', 'thread', 't'), started('w')]), 5);
		assert.equal(lane(begun, 'w').waitsFor?.kind, 'thread');
		assert.equal(begun.thread.busy.length, 0);
	});
});

suite('orphans', () => {
	const orphans = (model: Model) => model.lanes.filter(each => each.orphan).map(({name}) => name);

	test('are open when their caller has ended: Node.js lets them end, asyncio.run cancels them', () => {
		const javascript = simulateProgram(orphan);
		assert.deepEqual(orphans(modelAt(javascript, 900)), []);
		assert.deepEqual(orphans(modelAt(javascript, 1200)), ['g']);
		assert.equal(lane(modelAt(javascript, ended), 'g').state, 'done');
		const python = modelAt(simulateProgram(orphan, 'python'), ended);
		assert.deepEqual(orphans(python), ['g']);
		assert.equal(lane(python, 'g').state, 'cancelled');
	});

	test('are none while another than the caller waits for them', () => {
		const events = [
			created('t', 'program'),
			started('t'),
			created('a', 'call', 't'),
			started('a'),
			created('b', 'call', 'a'),
			started('b'),
			waiting('b'),
			waiting('t', 'a'),
			endedAs('a'),
		];
		const adopted: TraceEvent[] = [{type: 'task-resumed', at: 0, task: 't'}, waiting('t', 'b')];
		const left: TraceEvent[] = [{type: 'task-resumed', at: 0, task: 't'}, endedAs('t')];
		assert.deepEqual(orphans(modelAt(program(events), 0)), ['b']);
		assert.deepEqual(orphans(modelAt(program([...events, ...adopted]), 0)), []);
		assert.deepEqual(orphans(modelAt(program([...events, ...adopted, ...left]), 0)), ['b']);
	});

	test('are not what a top level has started that never waits', () => {
		const events = [
			created('t', 'program'),
			started('t'),
			created('main', 'call', 't'),
			started('main'),
			waiting('main'),
		];
		assert.deepEqual(orphans(modelAt(program([...events, endedAs('t')]), 0)), []);
	});
});

suite('the totals of a program', () => {
	test('are over what its lanes wait for the outside', () => {
		const {totals} = modelAt(simulateProgram(together), ended);
		near(totals.makespan, 1500);
		near(totals.sum, 2500);
		near(totals.longest, 1500);
		assert.equal(totals.peak, 2);
		assert.equal(totals.settled, 2);
		assert.equal(totals.stopped, true);
		assert.equal(modelAt(simulateProgram(together), 1200).totals.inFlight, 1);
	});

	test('show that Python waits for one after the other where JavaScript does not', () => {
		near(modelAt(simulateProgram(oneByOne), ended).totals.makespan, 1500);
		const python = modelAt(simulateProgram(oneByOne, 'python'), ended).totals;
		near(python.makespan, 2500);
		assert.equal(python.peak, 1);
	});

	test('go on to the last lane, caller ended or not, and to the end of a process that dies', () => {
		near(modelAt(simulateProgram(orphan), ended).totals.makespan, 1500);
		near(modelAt(simulateProgram(orphan, 'python'), ended).totals.makespan, 1000);
		near(modelAt(simulateProgram(failing), ended).totals.makespan, 1000);
	});

	test('go on while no lane is open: timers, servers and threads keep a program running', () => {
		const events: TraceEvent[] = [
			{type: 'run-started', at: 0},
			created('t', 'program'),
			started('t'),
			endedAs('t', 10),
			{type: 'run-ended', at: 400, outcome: 'ok', open: []},
		];
		const trace = program(events);
		assert.deepEqual(
			[5, 50, 120, 500].map(at => modelAt(trace, at).totals.makespan),
			[5, 50, 120, 400],
		);
		assert.equal(modelAt(trace, 50).totals.stopped, false);
		assert.equal(modelAt(trace, 500).totals.stopped, true);
	});

	test('are at every moment what a walk over the lanes finds', () => {
		for (const trace of [...runs, ...[1, 2, 3, 4, 5, 6].map(seed => randomCalls(seed, 200))]) {
			const follower = follow(trace, 16);
			const random = randomFrom(5);
			const last = (trace.at(-1)?.at ?? 0) + 50;
			for (let moment = 0; moment < last; moment += (last / 40) * random()) assertAsWalked(follower.at(moment));
		}
	});
});

test('a follower means the same as a fresh look, and no event contradicts another', () => {
	for (const trace of runs) {
		const follower = follow(trace, 16);
		const random = randomFrom(9);
		const last = (trace.at(-1)?.at ?? 0) + 50;
		for (let visit = 0; visit < 20; visit++) {
			const moment = random() * last;
			assert.deepEqual(plain(follower.at(moment)), plain(modelAt(trace, moment)));
		}
		assert.equal(follower.at(ended).inconsistencies, 0);
	}
});

test('a damaged trace of a program never throws, and keeps its numbers and its tree in order', () => {
	let inconsistencies = 0;
	for (let seed = 1; seed <= 60; seed++) {
		const random = randomFrom(seed);
		const [description, ...events] = runs[seed % runs.length] as Trace;
		const damaged = events.flatMap(event => {
			const chance = random();
			if (chance < 0.1) return [];
			if (chance < 0.2) return [event, event];
			if (chance < 0.25) return [events[Math.floor(random() * events.length)] ?? event];
			return [event];
		});
		for (const moment of [1, 700, 1400, 20_000]) {
			const model = modelAt([description, ...damaged], moment);
			assertTree(model);
			assertAsWalked(model);
			inconsistencies += model.inconsistencies;
		}
	}
	assert.ok(inconsistencies > 200, `${inconsistencies} contradictions were noticed`);
});

test('an error is marked where it was thrown by the call that threw it, not by all who heard it', () => {
	const model = modelAt(simulateProgram(failing), ended);
	const marked = [...model.marked].flatMap(({kind, tasks}) => (kind === 'failed' ? [...tasks] : []));
	assert.deepEqual(
		marked.map(({name}) => name),
		['f'],
	);
	assert.equal(lane(model, 'top level').error?.message, 'no such user');
});

test('a held thread makes the others ready, not those who wait for the one that holds it', async () => {
	const {stateOf} = await import('../../../source/model/at-moment.ts');
	const model = modelAt(simulateProgram(holding, 'python'), 1700);
	const states = model.lanes.map(each => `${each.name} ${stateOf(model, each)}`);
	assert.deepEqual(states, ['top level waiting', 'main waiting', 'g ready', 'f running']);
});

function assertTree({lanes, tasks, settled}: Model): void {
	assert.equal(new Set(lanes).size, lanes.length);
	const created = [...tasks.keys()];
	for (const [index, each] of lanes.entries()) {
		const before = lanes[index - 1];
		assert.ok(each.depth <= (before ? before.depth + 1 : 0), 'nobody stands deeper than below the one before');
		const caller = tasks.get(each.parent ?? '');
		// Who was created later cannot have called it, whatever a damaged trace says.
		if (!caller || !lanes.includes(caller) || created.indexOf(caller.id) > created.indexOf(each.id)) continue;
		assert.ok(lanes.indexOf(caller) < index);
		assert.equal(each.depth, caller.depth + 1);
		const between = lanes.slice(lanes.indexOf(caller) + 1, index);
		assert.ok(
			between.every(({depth}) => depth > caller.depth),
			'below its caller',
		);
	}
	for (const each of settled) assert.ok(lanes.includes(each) && each.endedAt !== undefined);
}

/** The definition of the sums, word by word. */
function assertAsWalked({at, end, lanes, tasks, totals, settled}: Model): void {
	const now = end?.at ?? at;
	const callers = new Set(lanes.filter((each, index) => (lanes[index + 1]?.depth ?? 0) > each.depth));
	const order = new Map(settled.map((each, index) => [each, index]));
	const calls = (each: Task) => {
		const below = lanes.slice(lanes.indexOf(each) + 1);
		const end = below.findIndex(({depth}) => depth <= each.depth);
		return below.slice(0, end < 0 ? undefined : end).filter(({depth}) => depth === each.depth + 1);
	};
	const endedSo = (each: Task) => (one: Task) =>
		one.state === each.state && (order.get(one) ?? 0) < (order.get(each) ?? 0);
	const isOwn = (each: Task) => order.has(each) && each.state !== 'done' && !calls(each).some(endedSo(each));
	const counted = lanes.filter(each => !callers.has(each) || isOwn(each));
	const own = ({spans}: Task) =>
		spans.flatMap(span => ownWait({...span, to: Math.max(span.from, span.to ?? now)}, tasks) ?? []);
	const waited = [...tasks.values()].map(task => own(task).reduce((sum, {from, to}) => sum + to - from, 0));
	const is = (actual: number, expected: number) =>
		assert.ok(Math.abs(actual - expected) < 0.05, `${actual}, ${expected}`);
	if (end) {
		const sum = waited.reduce((sum, one) => sum + one, 0);
		is(totals.sum, sum);
		is(totals.longest, Math.max(0, ...waited));
	}
	const count = (test: (each: Task) => boolean) => counted.filter(test).length;
	assert.equal(
		totals.inFlight,
		count(each => each.startedAt !== undefined && each.endedAt === undefined),
	);
	assert.equal(
		totals.settled,
		count(each => each.endedAt !== undefined),
	);
	assert.equal(totals.queued + totals.inFlight + totals.settled, counted.length);
	assert.equal(totals.done + totals.failed + totals.cancelled + totals.destroyed + totals.timedOut, totals.settled);
	assert.equal(
		totals.done,
		count(each => each.state === 'done'),
	);
	assert.ok(totals.inFlight >= 0);
	assert.equal(settled.length, lanes.filter(each => each.endedAt !== undefined).length);
}

/** Calls that call each other at random, one a millisecond, also after their callers have ended. */
function randomCalls(seed: number, count: number): Trace {
	const random = randomFrom(seed);
	const events: TraceEvent[] = [{type: 'run-started', at: 0}, created('0', 'program'), started('0')];
	for (let index = 1; index <= count; index++) {
		const parent = String(Math.floor(random() * index));
		events.push(created(String(index), 'call', parent, index));
		if (random() < 0.9) events.push(started(String(index), index));
		if (random() < 0.7) events.push(endedAs(String(Math.floor(random() * (index + 1))), index + 0.5));
	}
	return program(events);
}

function program(events: readonly TraceEvent[]): Trace {
	const [description] = simulateProgram(oneByOne);
	return [{...description, files: []} satisfies RunDescription, ...events];
}

function created(task: string, kind: 'program' | 'call' | 'thread' | 'generator', parent?: string, at = 0): TraceEvent {
	const name = kind === 'program' ? 'top' : task;
	return {type: 'task-created', at, task, name, kind, ...(parent !== undefined && {parent})};
}

const started = (task: string, at = 0): TraceEvent => ({type: 'task-started', at, task});
const endedAs = (task: string, at = 0): TraceEvent => ({type: 'task-ended', at, task, outcome: 'done'});
function waiting(task: string, on?: string, at = 0): TraceEvent {
	return {
		type: 'task-waiting',
		at,
		task,
		on: on === undefined ? {kind: 'timer', ms: 1000} : {kind: 'task', task: on},
	};
}

test('a caller that failed or was cancelled by itself counts as such, one whose call did so does not', () => {
	const counts = (ends: Readonly<Record<string, 'failed' | 'cancelled'>>) => {
		const trace = program([
			{type: 'run-started', at: 0},
			created('0', 'program'),
			started('0'),
			...['1', '2', '3'].flatMap((task, index) => [created(task, 'call', `${index}`), started(task)]),
			...['3', '2', '1', '0'].map(task => ({type: 'task-ended', at: 9, task, outcome: ends[task] ?? 'done'}) as const),
		]);
		const {done, failed, cancelled} = modelAt(trace, ended).totals;
		return {done, failed, cancelled};
	};
	assert.deepEqual(counts({3: 'failed', 2: 'failed', 1: 'failed', 0: 'failed'}), {done: 0, failed: 1, cancelled: 0});
	assert.deepEqual(counts({2: 'cancelled'}), {done: 1, failed: 0, cancelled: 1});
	assert.deepEqual(counts({2: 'cancelled', 1: 'failed', 0: 'failed'}), {done: 1, failed: 1, cancelled: 1});
});
