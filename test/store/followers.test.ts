import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../source/model/follow.ts';
import {followBounds} from '../../source/model/run-bounds.ts';
import {indexInSteps, isIndexed, modelOfEnded} from '../../source/store/followers.ts';
import {readerForPastRuns} from '../../source/store/live-runs.ts';
import {createPlaybackReader} from '../../source/store/playback.ts';
import {createHistory} from '../../source/store/run-history.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {simulate} from '../fixtures/simulate.ts';
import {plain} from '../helpers/plain-model.ts';

const run = simulate({strategy: 'sequential'});

/** A run that printed so many lines after its start, and how often its events were looked at. */
function long(lines: number, {isCut = false} = {}): {readonly trace: Trace; readonly reads: () => number} {
	const [description, ...events] = run;
	const start = events.findIndex(({type}) => type === 'run-started') + 1;
	const from = events[start - 1]?.at ?? 0;
	const between = Array.from(
		{length: lines},
		(_, index): TraceEvent => ({type: 'output-written', at: from + index / lines, stream: 'stdout', text: 'x\n'}),
	);
	const end = events.findIndex(({at}, index) => index >= start && at > from + 1);
	const all = [...events.slice(0, start), ...between, ...(isCut ? [] : events.slice(end))];
	let reads = 0;
	const trace = new Proxy<Trace>([description, ...all], {
		get(target, name, receiver) {
			reads += typeof name === 'string' && /^\d+$/.test(name) ? 1 : 0;
			return Reflect.get(target, name, receiver);
		},
	});
	return {trace, reads: () => reads};
}

suite('a long run that was saved', () => {
	test('is not walked by a key or a frame, once it has been read: cut off or not', () => {
		for (const isCut of [false, true]) {
			const {trace, reads} = long(30_000, {isCut});
			const runs = readerForPastRuns([trace]);
			const playback = createPlaybackReader(runs);
			for (const _ of indexInSteps(trace)) {
				// Between two steps keys are read.
			}
			const session = {playhead: {at: 0}} as never;
			playback.scrub(0, session, runs.at(0));
			modelOfEnded(trace, 0);
			const before = reads();
			for (let frame = 0; frame < 100; frame++) {
				playback.at(0);
				playback.version(frame);
				playback.scrub(frame, session, runs.modelsAtEnd());
				runs.modelsAtEnd();
			}
			const each = (reads() - before) / 100;
			assert.ok(each < 300, `${each} events a frame`);
		}
	});

	test('can be shown as far as it has been read; its end, and it in the history, when all has', () => {
		const {trace} = long(30_000);
		const runs = readerForPastRuns([trace]);
		const playback = createPlaybackReader(runs);
		const history = createHistory();
		history.add([trace], {scenario: 'x', strategy: 'x', language: 'javascript', limit: 1, seed: 1, tasks: []});
		const steps = indexInSteps(trace);
		steps.next();
		const {end, isWhole, step} = playback.at(0);
		assert.ok(!isIndexed(trace) && !isWhole && end > 0 && end < 100, `${end}`);
		assert.equal(step(end, 1), undefined);
		assert.deepEqual([runs.modelsAtEnd(), history.runs()], [[], []]);
		let times = 0;
		for (const done of steps) {
			assert.ok(done >= 0 && done <= 1);
			times++;
		}
		assert.ok(times > 10);
		assert.ok(playback.at(0).isWhole && isIndexed(trace));
		assert.deepEqual(
			runs.modelsAtEnd().map(({totals}) => totals),
			[modelAt(trace, trace.at(-1)?.at ?? 0).totals],
		);
		assert.equal(history.runs().length, 1);
	});
});

test('a reader beside another has moments of its own, and spoils none of the other', () => {
	for (const apart of [1, 20, 4096]) {
		const front = follow(run, apart);
		const beside = front.secondReader();
		const end = run.at(-1)?.at ?? 0;
		const moments = [0, 0.9, 0.3, 0.5, 0.1, 1].map(share => share * end);
		for (const [index, moment] of moments.entries()) {
			if (index === 2) {
				front.indexAhead(50);
			}
			const whole = index > 3 ? front.at(end) : undefined;
			assert.deepEqual(plain(beside.at(moment)), plain(modelAt(run, moment)));
			if (whole) {
				assert.deepEqual(plain(whole), plain(modelAt(run, end)));
			}
		}
	}
});

test('the bounds of a run grow with it', () => {
	const growing: [Trace[0], ...TraceEvent[]] = [run[0]];
	const bounds = followBounds(growing);
	assert.deepEqual(bounds(), {startedAt: undefined, endedAt: undefined});
	growing.push(...(run.slice(1) as TraceEvent[]));
	const at = (type: string) => run.find(event => event.type === type)?.at;
	assert.deepEqual(bounds(), {startedAt: at('run-started'), endedAt: at('run-ended')});
});
