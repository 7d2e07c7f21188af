import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import {follow, modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {Task} from '../../source/model/task.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {traceEvent} from '../../source/trace/event.ts';
import {formatEvent, parseTrace} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {createTrace} from '../../source/trace/trace.ts';
import {toAnsi} from '../../source/view/line.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {anyEvent, anyTrace} from '../fixtures/arbitrary.ts';
import {simulate} from '../fixtures/simulate.ts';
import {plain} from '../helpers/plain-model.ts';
import {sceneProps} from '../helpers/scene.ts';

const seed = 6;
/** Moments in thousandths of a trace's time, also beyond its ends. */
const shares = fc.array(fc.integer({min: -100, max: 1100}), {minLength: 1, maxLength: 12});
/** The number of events between two snapshots. */
const apart = fc.integer({min: 1, max: 40});

suite('any moment of any trace', () => {
	test('gives the same model forwards, backwards and directly', () => {
		fc.assert(
			fc.property(anyTrace(), shares, apart, (trace, shares, apart) => {
				const follower = follow(trace, apart);
				for (const moment of momentsOf(trace, shares)) {
					const model = follower.at(moment);
					assert.deepEqual(plain(model), plain(modelAt(trace, moment)));
					assertOneRecord(model);
				}
			}),
			{seed, numRuns: 150},
		);
	});

	test('gives the same model while the trace grows, wherever the reader is', () => {
		fc.assert(
			fc.property(anyTrace(), shares, apart, ([description, ...events], shares, apart) => {
				const {trace, append} = createTrace(description);
				const follower = follow(trace, apart);
				const moments = momentsOf([description, ...events], shares);
				for (const [index, event] of events.entries()) {
					append(event);
					const moment = index % 3 === 0 ? event.at : moments[index % moments.length];
					if (index % 5 === 0) follower.at(moment ?? 0);
				}
				for (const moment of moments) assert.deepEqual(plain(follower.at(moment)), plain(modelAt(trace, moment)));
			}),
			{seed, numRuns: 100},
		);
	});

	test('is drawn the same forwards and backwards', () => {
		fc.assert(
			fc.property(anyTrace(), shares, apart, fc.constantFrom('dashboard', 'loop'), (trace, shares, apart, screen) => {
				const follower = follow(trace, apart);
				for (const moment of momentsOf(trace, shares).slice(0, 4)) {
					assert.equal(frame(follower.at(moment), screen), frame(modelAt(trace, moment), screen));
				}
			}),
			{seed, numRuns: 60},
		);
	});

	test('has totals that match a walk over its tasks', () => {
		fc.assert(
			fc.property(anyTrace(), shares, (trace, shares) => {
				// A window continues the totals of events that the trace does not have.
				fc.pre(trace.every(({type}) => type !== 'window-began'));
				for (const moment of momentsOf(trace, shares)) assertAsWalked(modelAt(trace, moment));
			}),
			{seed, numRuns: 150},
		);
	});
});

suite('a written trace', () => {
	test('is parsed to the same events', () => {
		fc.assert(
			fc.property(anyTrace(), trace => {
				const text = trace.map(event => `${formatEvent(event)}\n`).join('');
				const {trace: same, problem} = parseTrace(text);
				assert.deepEqual(same, JSON.parse(JSON.stringify(appended(trace))));
				if (problem) assert.match(problem.message, /stops here/);
			}),
			{seed, numRuns: 100},
		);
	});

	test('is accepted exactly if the schema allows it', () => {
		const [description] = simulate();
		const first = formatEvent(description);
		let right = 0;
		fc.assert(
			fc.property(anyEvent(), fc.nat(), fc.anything({maxDepth: 2}), fc.boolean(), (event, which, other, whole) => {
				const keys = Object.keys(event);
				const changed = {...event, ...(!whole && {[keys[which % keys.length] ?? '']: other})};
				const json = JSON.parse(JSON.stringify(changed));
				const allowed = v.is(traceEvent, json);
				const {trace, problem} = parseTrace(`${first}\n${JSON.stringify(changed)}`);
				const taken = trace?.length === 2;
				// The schema of an event cannot know the order of time, or that a trace has one description.
				const inPlace = !allowed || ((json as TraceEvent).at >= 0 && json.type !== 'run-described');
				if (inPlace) assert.equal(taken, allowed, problem?.message);
				if (taken) assert.deepEqual(trace[1], v.parse(traceEvent, json));
				if (taken) right++;
			}),
			{seed, numRuns: 1000},
		);
		assert.ok(right > 200 && right < 1800, `${right} of 2000 were right`);
	});
});

/** The trace as it would have grown: a process of a command completes its description. */
function appended([description, ...events]: Trace): Trace {
	const {trace, append} = createTrace(description);
	events.forEach(append);
	return trace;
}

function momentsOf(trace: Trace, shares: readonly number[]): readonly number[] {
	const last = trace.at(-1)?.at ?? 0;
	// Every other moment is exactly that of an event.
	return shares.map((share, index) => {
		const event = trace[Math.floor((Math.abs(share) / 1000) * (trace.length - 1))];
		return index % 2 === 0 ? (share / 1000) * last : (event?.at ?? last);
	});
}

function frame(model: Model, screen: 'dashboard' | 'loop'): string {
	const props = sceneProps({views: [{model}], session: {screen}});
	return screenRows(props)
		.map(line => toAnsi(line, props.theme, props.glyphs))
		.join('\n');
}

/** A task is the same record in each list that contains it. */
function assertOneRecord({tasks, lanes, settled, marked}: Model): void {
	const listed = [...lanes, ...settled, ...[...marked].flatMap(({tasks}) => [...tasks])];
	for (const task of listed) assert.equal(tasks.get(task.id), task);
}

/** Computes the totals again, directly from their definitions. */
function assertAsWalked(model: Model): void {
	const {at, description, end, lanes, tasks, totals, settled, thread, marked} = model;
	const isProgram = description.form === 'program';
	const now = end?.at ?? at;
	const counted = lanes.filter((lane, index) => !isProgram || (lanes[index + 1]?.depth ?? 0) <= lane.depth);
	// No latency is longer than the lane lived or was planned to; `test/model/state` has the exact definition.
	const most = ({startedAt, endedAt, plan}: Task) => {
		const lived = startedAt === undefined ? 0 : (endedAt ?? now) - startedAt;
		return endedAt === undefined ? Math.max(lived, plan?.latency ?? 0) : lived;
	};
	const bounds = isProgram ? [...tasks.values()].map(most) : counted.map(most);
	const slack = 0.002 * (bounds.length + 1);
	const sum = bounds.reduce((sum, latency) => sum + latency, 0);
	assert.ok(totals.sum >= 0 && totals.sum <= sum + slack, `${totals.sum}, at most ${sum}`);
	assert.ok(totals.longest >= 0 && totals.longest <= Math.max(0, ...bounds) + slack, `${totals.longest}`);
	assert.ok(totals.longest <= totals.sum + slack && (totals.longest === 0 || totals.longestTask !== undefined));
	const count = (test: (task: Task) => boolean) => counted.filter(test).length;
	const more = model.counted.reduce((sum, {times}) => sum + times, 0);
	assert.deepEqual(
		[totals.inFlight, totals.settled, totals.done, totals.failed, totals.cancelled, totals.destroyed, totals.timedOut],
		[
			count(({startedAt, endedAt}) => startedAt !== undefined && endedAt === undefined),
			more + count(({endedAt}) => endedAt !== undefined),
			more + count(({state}) => state === 'done'),
			count(({state}) => state === 'failed'),
			count(({state, endedBy}) => state === 'cancelled' && endedBy?.cause !== 'destroyed'),
			count(({state, endedBy}) => state === 'cancelled' && endedBy?.cause === 'destroyed'),
			count(({state}) => state === 'timed out'),
		],
	);
	assert.equal(totals.queued + totals.inFlight + totals.settled, counted.length + more);
	assert.ok(totals.peak >= (isProgram ? 0 : totals.inFlight) && totals.makespan >= 0);
	assert.deepEqual(new Set(settled), new Set(lanes.filter(({endedAt}) => endedAt !== undefined)));
	assert.ok(thread.busyTime >= 0 && thread.lags.length === thread.beats.length);
	for (const {count, tasks, kind} of marked) {
		assert.equal([...tasks].length, count);
		const states = {suspended: ['waiting'], failed: ['failed', 'timed out'], ended: ['done']}[kind];
		for (const {state} of tasks) assert.ok(states.includes(state), `${kind}: ${state}`);
	}
}
