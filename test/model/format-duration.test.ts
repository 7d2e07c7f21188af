import assert from 'node:assert/strict';
import {test} from 'node:test';
import {brief, seconds} from '../../source/model/format-duration.ts';

const [minute, hour] = [60_000, 3_600_000];

test('a time of 1000 s or more is written as hours, minutes and seconds', () => {
	assert.equal(seconds(1400), '1.40 s');
	assert.equal(seconds(999_994), '999.99 s');
	assert.equal(seconds(999_996), '0:16:40');
	assert.equal(seconds(3 * hour + 5 * minute + 34_100), '3:05:34');
	assert.equal(seconds(hour - 400), '1:00:00');
	assert.equal(seconds(100 * hour), '100:00:00');
});

test('a brief time never takes more than six columns', () => {
	assert.equal(brief(842_000), '842 s');
	assert.equal(brief(64 * minute), '64 min');
	assert.equal(brief(3.1 * hour), '3.1 h');
	assert.equal(brief(400 * hour), '400 h');
	for (let ms = 1; ms < 5000 * hour; ms *= 1.01) assert.ok(brief(ms).length <= 6, `${ms} ms: ${brief(ms)}`);
});
