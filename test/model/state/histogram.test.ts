import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {Histogram} from '../../../source/model/state/histogram.ts';

const durations = fc.array(
	fc.oneof(fc.double({min: 0, max: 20, noNaN: true}), fc.double({min: 0, max: 1e8, noNaN: true})),
);

function histogramOf(values: readonly number[]): Histogram {
	const histogram = new Histogram();
	for (const value of values) histogram.add(value);
	return histogram;
}

/** Sums of fractions depend on the order in which they are added. */
const rounded = ({sum, ...data}: ReturnType<Histogram['toData']>) => ({...data, sum: Number(sum.toPrecision(9))});

suite('a histogram', () => {
	test('merged with another is the histogram of both', () => {
		fc.assert(
			fc.property(durations, durations, (one, other) => {
				const merged = histogramOf(one);
				merged.merge(histogramOf(other));
				const both = histogramOf([...one, ...other]);
				assert.equal(merged.count, both.count);
				for (const share of [0, 0.1, 0.5, 0.9, 0.99, 1]) assert.equal(merged.quantile(share), both.quantile(share));
				assert.deepEqual(rounded(merged.toData()), rounded(both.toData()));
			}),
		);
	});

	test('knows each quantile within 6.25%, from 1 µs on', () => {
		fc.assert(
			fc.property(fc.array(fc.double({min: 0.001, max: 1e8, noNaN: true}), {minLength: 1}), values => {
				const histogram = histogramOf(values);
				const sorted = values.toSorted((one, other) => one - other);
				for (const share of [0.1, 0.5, 0.9, 0.99, 1]) {
					const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
					const off = Math.abs(histogram.quantile(share) - exact) / exact;
					assert(off <= 0.0626, `${share}: ${histogram.quantile(share)} for ${exact}`);
				}
			}),
		);
	});

	test('has a copy that goes on by itself, and survives as data', () => {
		fc.assert(
			fc.property(durations, durations, (before, after) => {
				const histogram = histogramOf(before);
				const data = histogram.toData();
				const copy = histogram.fork();
				for (const value of after) histogram.add(value);
				assert.deepEqual(copy.toData(), data);
				assert.deepEqual(Histogram.fromData(data).toData(), data);
				assert.equal(Histogram.fromData(data).quantile(0.5), copy.quantile(0.5));
			}),
		);
	});

	test('holds nothing of no durations', () => {
		assert.deepEqual([new Histogram().quantile(0.5), new Histogram().max, new Histogram().count], [0, 0, 0]);
	});

	test('spreads its durations over the slots of a scale', () => {
		const shape = histogramOf([1, 1, 10, 100, 5000]).shape(0.5, 1000, 4);
		assert.equal(
			shape.reduce((all, each) => all + each, 0),
			4,
		);
		assert.equal(shape[0], 2);
	});
});
