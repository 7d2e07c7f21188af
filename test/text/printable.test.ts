import assert from 'node:assert/strict';
import {test} from 'node:test';
import {printable} from '../../source/text/printable.ts';

test('printable text keeps its characters and loses control sequences', () => {
	assert.equal(printable('fetchUserData(42) → ünïcode 用户'), 'fetchUserData(42) → ünïcode 用户');
	assert.equal(printable('a\tb\r\nc\u2028d'), 'a b c d');
	assert.equal(printable('\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007'), 'red link');
	assert.equal(printable('\u009b31mred\u0000\u007f'), 'red');
});
