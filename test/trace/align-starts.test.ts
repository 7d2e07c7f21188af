import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../source/model/follow.ts';
import {alignStarts, startAt, startOf} from '../../source/trace/align-starts.ts';
import {simulate} from '../fixtures/simulate.ts';

const over = 1_000_000;

test('two strategies start at the same moment, and nothing else of them changes', () => {
	const traces = [simulate({strategy: 'sequential', startsAt: 40}), simulate({strategy: 'concurrent', startsAt: 12})];
	const clocked = alignStarts(traces);
	assert.deepEqual(clocked.map(startOf), [12, 12]);
	for (const [index, trace] of traces.entries()) {
		const [before, after] = [modelAt(trace, over), modelAt(clocked[index] ?? assert.fail(), over)];
		assert.ok(Math.abs(after.totals.makespan - before.totals.makespan) < 1e-6);
		assert.equal(after.description, before.description);
		assert.equal(clocked[index]?.length, trace.length);
	}
	assert.equal(clocked[1], traces[1], 'the earlier one is not copied');
	assert.equal(alignStarts(traces)[0], clocked[0], 'the later one is copied once');
});

test('two languages keep their clock, which was measured', () => {
	const pair = [simulate({startsAt: 12}), simulate({startsAt: 20, language: 'python'})];
	assert.equal(alignStarts(pair), pair);
});

test('a stretch moves as a whole, and nothing is before 0', () => {
	const [description, ...events] = simulate({startsAt: 100});
	const trace = [description, ...events, {type: 'trace-waited', at: 500, since: 300}] as const;
	const moved = startAt([...trace], 50);
	assert.deepEqual(moved.at(-1), {type: 'trace-waited', at: 450, since: 250});
	assert.ok(moved.every(({at}) => at >= 0));
});
