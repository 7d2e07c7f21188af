import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {isStep, lastAt, nextStep, previousStep} from '../../source/model/stepping.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {simulate} from '../fixtures/simulate.ts';

const traces: readonly Trace[] = [
	simulate({strategy: 'sequential'}),
	simulate({strategy: 'race'}),
	simulate({tasks: 0}),
];

suite('steps through a trace', () => {
	test('are those that a walk over all events finds', () => {
		const trace = fc.constantFrom(...traces);
		const moment = fc.integer({min: -1000, max: 800_000}).map(hundredths => hundredths / 100);
		fc.assert(
			fc.property(trace, moment, fc.nat(), fc.boolean(), (trace, any, which, exact) => {
				const at = exact ? (trace[which % trace.length]?.at ?? 0) : any;
				const before = trace.findLastIndex(event => event.at < at && isStep(event));
				const after = trace.findIndex(event => event.at > at && isStep(event));
				assert.equal(
					lastAt(trace, at),
					Math.max(
						0,
						trace.findLastIndex(event => event.at <= at),
					),
				);
				assert.equal(previousStep(trace, at), before < 0 ? undefined : before);
				assert.equal(nextStep(trace, at), after < 0 ? undefined : after);
			}),
			{seed: 6, numRuns: 500},
		);
	});

	test('forward and back go by the same moments, and pass over beats', () => {
		for (const trace of traces) {
			const forward = walk(trace, Number.NEGATIVE_INFINITY, nextStep);
			const back = walk(trace, Number.POSITIVE_INFINITY, previousStep);
			assert.deepEqual(back.toReversed(), forward);
			const steps = trace.filter(event => event.type !== 'loop-beat' && event.type !== 'run-described');
			assert.deepEqual(forward, [...new Set(steps.map(({at}) => at))]);
		}
	});
});

/** The moments at which it stops. */
function walk(trace: Trace, from: number, step: typeof nextStep): readonly number[] {
	const moments: number[] = [];
	for (let index = step(trace, from); index !== undefined; index = step(trace, moments.at(-1) ?? from)) {
		moments.push(trace[index]?.at ?? Number.NaN);
	}
	return moments;
}
