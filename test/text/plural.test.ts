import assert from 'node:assert/strict';
import {test} from 'node:test';
import {joinAnd, joinOr} from '../../source/text/join.ts';
import {plural, theOthers} from '../../source/text/plural.ts';

test('counts have commas, and a noun that fits', () => {
	assert.deepEqual(
		[0, 1, 2, 999, 1000, 17_995, 1_234_567].map(count => plural(count, 'call')),
		['0 calls', '1 call', '2 calls', '999 calls', '1,000 calls', '17,995 calls', '1,234,567 calls'],
	);
	assert.deepEqual(
		[1, 2].map(count => plural(count, 'process')),
		['1 process', '2 processes'],
	);
	assert.deepEqual([1, 4].map(theOthers), ['the other', 'the other 4']);
});

test('lists of any length are joined', () => {
	assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinAnd), ['', 'a', 'a and b', 'a, b and c']);
	assert.equal(joinOr(['bash', 'zsh', 'fish']), 'bash, zsh or fish');
});
