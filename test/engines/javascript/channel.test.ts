import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, written} from '../../helpers/run-program.ts';

test('what a program has printed is not lost when it is killed in a flood of events', async () => {
	const trace = await runText({
		program: `
			const {writeSync} = await import('node:fs');
			async function lane() {
				for (let turn = 0; turn < 10; turn++) await new Promise(resolve => setTimeout(resolve, 1));
			}
			await Promise.all(Array.from({length: 150}, lane));
			console.log('the ' + 'end');
			process.kill(process.pid, 'SIGKILL');
		`,
	});
	assert.equal(written(trace, 'stdout'), 'the end\n');
	assert.equal(eventsOf(trace, 'task-ended').filter(({outcome}) => outcome === 'done').length, 150);
	assert.equal(eventOf(trace, 'run-ended').outcome, 'killed');
});

test('what a program writes to the descriptor of events is reported, and spoils no event', async () => {
	const trace = await runText({
		program: `
			import {writeSync} from 'node:fs';
			async function one(number) {
				writeSync(3, number % 2 ? 'no end' : 'w1,2,3\\n{"type":"nonsense"}\\nP1,{"file":5}\\n\\u0000\\u0001\\n');
				await null;
				return number;
			}
			for (let number = 0; number < 6; number++) await one(number);
			console.log('end');
		`,
	});
	const warnings = eventsOf(trace, 'warning-raised').map(({message}) => message);
	for (const text of ['no end', 'w1,2,3', '{"type":"nonsense"}', 'P1,{"file":5}', '\u0000\u0001']) {
		// What it writes in a row, without an end, is one line.
		const times = warnings.filter(message => message.startsWith('not an event: ') && message.includes(text)).length;
		assert.equal(times, 3, text);
	}
	assert.deepEqual(
		eventsOf(trace, 'task-ended').map(({value}) => value),
		['0', '1', '2', '3', '4', '5', undefined],
	);
	assert.equal(written(trace, 'stdout'), 'end\n');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});
