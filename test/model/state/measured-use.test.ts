import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {measuredUse} from '../../../source/model/state/measured-use.ts';

const ms = fc.double({min: 0, max: 5000, noNaN: true});
const maybe = fc.option(ms, {nil: undefined});

test('the parts of the time of a thread never overlap, whatever was measured', () => {
	fc.assert(
		fc.property(ms, maybe, maybe, maybe, maybe, (at, idle, tracing, processor, preempted) => {
			const use = measuredUse({at, idle, tracing, processor, preempted}, {at: 0});
			if (!use) {
				return;
			}
			const slack = 1e-6;
			assert(use.busy >= 0 && use.tracing >= 0);
			assert(use.busy <= use.of + slack);
			assert(use.of + use.tracing <= at + slack);
		}),
	);
});

test("what the processor did for the tracer is not the program's", () => {
	const use = measuredUse({at: 100, tracing: 30, processor: 50}, {at: 0});
	assert.deepEqual(use, {of: 70, busy: 20, tracing: 30, is: 'at least'});
});

test('a thread that slept all the time was not busy', () => {
	const use = measuredUse({at: 100, idle: 100, tracing: 0, processor: 0, preempted: 0}, {at: 0});
	assert.deepEqual(use, {of: 100, busy: 0, tracing: 0, is: 'exact'});
});
