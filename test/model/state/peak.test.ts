import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CoveredTime} from '../../../source/model/state/covered-time.ts';
import {addCoveredTime} from '../../../source/model/state/covered-time.ts';
import {addToPeak, createPeak, forkPeak} from '../../../source/model/state/peak.ts';
import {randomFrom} from '../../helpers/random.ts';

type Interval = readonly [from: number, to: number];

const random = randomFrom(7);

/** In the order of their ends, as they are told. */
function intervals(count: number, longest: number): readonly Interval[] {
	return Array.from({length: count}, (): Interval => {
		const from = Math.floor(random() * 200);
		return [from, from + 1 + Math.floor(random() * longest)];
	}).sort((one, other) => one[1] - other[1]);
}

const moments = Array.from({length: 500}, (_, moment) => moment + 0.5);
const at = (moment: number, all: readonly Interval[]) =>
	all.filter(([from, to]) => from < moment && moment < to).length;

test('the most intervals at one moment are those that a walk over all moments finds', () => {
	for (let round = 0; round < 300; round++) {
		const all = intervals(1 + Math.floor(random() * 30), 1 + Math.floor(random() * 120));
		const peak = createPeak();
		for (const [index, [from, to]] of all.entries()) {
			addToPeak(peak, from, to);
			assert.equal(peak.max, Math.max(...moments.map(moment => at(moment, all.slice(0, index + 1)))));
		}
	}
});

test('intervals that touch do not overlap, and a fork goes on by itself', () => {
	const peak = createPeak();
	addToPeak(peak, 0, 10);
	const fork = forkPeak(peak);
	addToPeak(peak, 10, 20);
	assert.equal(peak.max, 1);
	addToPeak(fork, 5, 20);
	assert.deepEqual([peak.max, fork.max], [1, 2]);
});

test('time that is covered counts once', () => {
	for (let round = 0; round < 300; round++) {
		const all = intervals(1 + Math.floor(random() * 30), 1 + Math.floor(random() * 60));
		let cover: CoveredTime | undefined;
		for (const [from, to] of all) cover = addCoveredTime(cover, from, to);
		assert.equal(cover?.total, moments.filter(moment => at(moment, all) > 0).length);
	}
	assert.equal(addCoveredTime(undefined, 3, 3), undefined);
});
