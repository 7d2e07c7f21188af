import assert from 'node:assert/strict';
import {test} from 'node:test';
import {quote, quotePath} from '../../source/text/quote.ts';

test('a word is cut, the path of a file is not', () => {
	const long = `/home/ada/${'runs/'.repeat(20)}run.ndjson`;
	assert.equal(quote(long), `"${long.slice(0, 39)}…"`);
	assert.equal(quotePath(long), `"${long}"`);
});

test('neither reaches the terminal with control characters', () => {
	for (const quoted of [quote, quotePath]) {
		assert.equal(quoted('a\u001B[2Jb\nc\u202Ed'), '"ab cd"');
	}
});
