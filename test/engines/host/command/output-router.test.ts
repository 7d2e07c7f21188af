import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import {createOutputRouter} from '../../../../source/engines/host/command/output-router.ts';
import {untilPipesAreRead} from '../../../../source/engines/host/until-pipes-are-read.ts';

/** A router, and what has come out of it: whose, and the text. */
function route() {
	const passed: [string, string][] = [];
	const sink = (owner: string) => (written: {readonly text: string}) => void passed.push([owner, written.text]);
	const router = createOutputRouter(sink('unknown'));
	return {
		...router,
		passed,
		write: (text: string) => router.receive('stdout', Buffer.from(text)),
		say: (owner: string, bytes: number) => router.expect({type: 'wrote', at: 1, stream: 'stdout', bytes}, sink(owner)),
	};
}

test('output is divided among those who say that they write it', async () => {
	const {write, say, passed} = route();
	write('onetwo');
	say('a', 3);
	await untilPipesAreRead();
	assert.deepEqual(passed, [
		['a', 'one'],
		['unknown', 'two'],
	]);
});

test('a connection that is accepted after the output was read is still in time', async () => {
	const {write, say, passed} = route();
	write('one');
	setImmediate(() => say('a', 3));
	await untilPipesAreRead();
	assert.deepEqual(passed, [['a', 'one']]);
});

test('what was written before the connection is told apart from what follows, read in time or not', async () => {
	for (const isReadBefore of [true, false]) {
		const {write, say, passed, expect} = route();
		write('one');
		if (isReadBefore) await untilPipesAreRead();
		expect(
			{type: 'wrote', at: 1, stream: 'stdout', bytes: 3, early: true},
			({text}) => void passed.push(['early', text]),
		);
		say('a', 3);
		write('two');
		await untilPipesAreRead();
		assert.deepEqual(passed, [
			[isReadBefore ? 'unknown' : 'early', 'one'],
			['a', 'two'],
		]);
	}
});

test('while the channel is not read, output waits for what is said of it', async () => {
	const {write, say, passed, setReading} = route();
	setReading(false);
	write('one');
	await untilPipesAreRead();
	await untilPipesAreRead();
	assert.deepEqual(passed, []);
	setReading(true);
	say('a', 3);
	await untilPipesAreRead();
	assert.deepEqual(passed, [['a', 'one']]);
});

test('the end passes what is left, also half a character', () => {
	const {receive, passed, end} = route();
	receive('stdout', Buffer.from('one €').subarray(0, -1));
	end();
	assert.equal(passed.map(([, text]) => text).join(''), 'one �');
});

test('while marks are late, output that no mark announced waits, and is passed on with its mark', async () => {
	const {write, say, passed, setLate} = route();
	setLate(true);
	say('a', 3);
	write('onetwothree');
	await untilPipesAreRead();
	assert.deepEqual(passed, [['a', 'one']]);
	say('b', 3);
	assert.deepEqual(passed.at(-1), ['b', 'two']);
	setLate(false);
	assert.deepEqual(passed.at(-1), ['unknown', 'three']);
});
