import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {createLinesAfterOutput} from '../../../../source/engines/host/events/lines-after-output.ts';

const output = (text: string) => `{"type":"output-written","text":"${text}"}`;

suite('the lines of a runner', () => {
	test('pass at once, and in their order behind one that says what was written', async () => {
		const taken: string[] = [];
		const lines = createLinesAfterOutput(line => taken.push(line));
		const all = ['c1', output('a'), 'c2', output('b'), 'c3'];
		for (const line of all) lines.receive(line);
		assert.deepEqual(taken, ['c1']);
		await setImmediate();
		// The other pipes are read in the turn between.
		taken.push('read');
		await setImmediate();
		assert.deepEqual(taken, ['c1', 'read', ...all.slice(1)]);
		lines.receive('c4');
		assert.equal(taken.at(-1), 'c4');
	});

	test('pass before the end, once each', async () => {
		const taken: string[] = [];
		const lines = createLinesAfterOutput(line => taken.push(line));
		for (const line of [output('a'), 'c1']) lines.receive(line);
		lines.flush();
		lines.receive(output('b'));
		await setImmediate();
		await setImmediate();
		await setImmediate();
		assert.deepEqual(taken, [output('a'), 'c1', output('b')]);
	});
});
