import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {slotCount, slots} from '../../../source/model/projections/slots.ts';
import {sceneProps} from '../../helpers/scene.ts';

type Lanes = Parameters<typeof slots>[0]['lanes'];

const span = fc.record({from: fc.nat(1000), length: fc.nat(300), isOpen: fc.boolean()});

test('as many slots as the peak, no overlap in one, and every task that started is in one', () => {
	fc.assert(
		fc.property(fc.array(span, {maxLength: 60}), spans => {
			const lanes = spans.map(({from, length, isOpen}) => ({
				startedAt: from,
				...(!isOpen && {endedAt: from + length}),
			})) as unknown as Lanes;
			const end = ({endedAt = Number.POSITIVE_INFINITY}: Lanes[number]) => endedAt;
			const {tasks, of} = slots({lanes});
			for (const inSlot of tasks) {
				inSlot.forEach((lane, index) => {
					const next = lanes[inSlot[index + 1] ?? -1];
					assert.ok(!next || end(lanes[lane] as Lanes[number]) <= (next.startedAt ?? 0));
				});
			}

			assert.deepEqual(
				tasks.flat().toSorted((a, b) => a - b),
				[...lanes.keys()],
			);
			assert.ok(tasks.every((inSlot, slot) => inSlot.every(lane => of(lane) === slot)));
			const peak = Math.max(
				0,
				...lanes.map(
					({startedAt: at = 0}) => lanes.filter(each => (each.startedAt ?? 0) <= at && end(each) > at).length,
				),
			);
			const instant = lanes.filter(each => end(each) === each.startedAt).length;
			assert.ok(tasks.length >= peak && tasks.length <= peak + instant);
		}),
	);
});

test('slots take the place of tasks where many run under a bound', () => {
	const countOf = (strategy: string, tasks: number) => slotCount(sceneProps({strategy, tasks}).model);
	assert.equal(countOf('limited', 200), 3);
	assert.equal(countOf('batched', 200), 3);
	assert.equal(countOf('sequential', 200), 1);
	assert.equal(countOf('concurrent', 200), undefined);
	assert.equal(countOf('limited', 5), undefined);
});

test('with a limit of 3 a run has 3 slots at every moment after its start', () => {
	for (const at of [100, 5000, 20_000]) {
		const {model} = sceneProps({strategy: 'limited', tasks: 200, at});
		const {tasks} = slots(model);
		assert.equal(tasks.length, 3);
		assert.equal(tasks.flat().length, model.totals.settled + model.totals.inFlight);
	}
});
