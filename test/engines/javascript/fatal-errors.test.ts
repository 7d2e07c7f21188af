import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFatalErrorParser} from '../../../source/engines/javascript/fatal-errors.ts';

const overflow = 'Exception in PromiseRejectCallback:\nRangeError: Maximum call stack size exceeded\n';

function explained(text: string, code: number, runtime: string): string | undefined {
	const {parse, explain} = createFatalErrorParser();
	assert.deepEqual(parse(text, 5), {events: [], other: text});
	return explain(code, runtime)?.message;
}

test('an end by a full stack before Node.js 22 is explained, and no other', () => {
	const message = 'Node.js 20 ends a program whose stack is full if it is observed. Node.js 22 does not';
	assert.equal(explained(overflow, 7, 'Node.js 20.20.2'), message);
	assert.equal(explained(overflow, 7, 'Node.js 24.21.0'), undefined);
	assert.equal(explained(overflow, 0, 'Node.js 20.20.2'), undefined);
	assert.equal(explained('Error: it broke\n', 7, 'Node.js 20.20.2'), undefined);
});
