import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {collect} from '../../source/trace/collect.ts';
import type {EventStream, TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {createTrace} from '../../source/trace/trace.ts';
import {simulate} from '../fixtures/simulate.ts';

const run = simulate();

async function* live(events: readonly TraceEvent[]) {
	for (const event of events) yield [event];
}

async function gather(events: EventStream): Promise<readonly TraceEvent[]> {
	const passed: TraceEvent[] = [];
	for await (const batch of events) {
		passed.push(...batch);
	}
	return passed;
}

suite('collecting a run', () => {
	test('passes its events on, and the trace has each of them when it is passed on', async () => {
		const traces: Trace[] = [];
		const passed: TraceEvent[] = [];
		for await (const events of collect(live(run), {onTrace: trace => traces.push(trace)})) {
			passed.push(...events);
			assert.equal(traces.length, 1);
			assert.equal(traces[0]?.at(-1), events.at(-1));
		}
		assert.deepEqual(passed, [...run]);
		assert.deepEqual(traces, [run]);
	});

	test('appends to a trace that was described before', async () => {
		const started = createTrace({...run[0], seed: 7});
		const onTrace = () => assert.fail('the trace is known');
		const passed = await gather(collect(live(run), {onTrace, started}));
		assert.equal(passed.length, run.length);
		assert.deepEqual(started.trace, [{...run[0], seed: 7}, ...run.slice(1)]);
	});

	test('without a description gives no trace', async () => {
		const onTrace = () => assert.fail('nothing describes the run');
		const passed = await gather(collect(live(run.slice(1)), {onTrace}));
		assert.equal(passed.length, run.length - 1);
	});
});
