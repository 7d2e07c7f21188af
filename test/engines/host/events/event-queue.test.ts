import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {createEventQueue} from '../../../../source/engines/host/events/event-queue.ts';
import {createLineSplitter} from '../../../../source/engines/host/events/split-lines.ts';

test('a queue gives what was pushed, in order, before and after it is asked', async () => {
	const queue = createEventQueue<number>(() => {});
	const taken: number[] = [];
	queue.push(1);
	queue.push(2);
	const taking = (async () => {
		for await (const items of queue) {
			taken.push(...items);
		}
	})();
	await Promise.resolve();
	queue.push(3);
	queue.close();
	await taking;
	assert.deepEqual(taken, [1, 2, 3]);
});

test('a source that pushes much stops until all was taken and the loop has turned', async () => {
	const flow: boolean[] = [];
	const queue = createEventQueue<number>(flowing => flow.push(flowing));
	for (let item = 0; item < 20_000; item++) {
		queue.push(item);
	}

	assert.deepEqual(flow, [false]);
	queue.close();
	let taken = 0;
	for await (const items of queue) {
		for (const item of items) assert.equal(item, taken++);
	}

	assert.equal(taken, 20_000);
	assert.deepEqual(flow, [false]);
	await setImmediate();
	assert.deepEqual(flow, [false, true]);
});

test('lines are the same however the text was cut', () => {
	const text = '{"a":1}\n\n{"b":"é"}\nrest';
	for (let size = 1; size <= text.length; size++) {
		const lines: string[] = [];
		const take = createLineSplitter(line => lines.push(line));
		for (let start = 0; start < text.length; start += size) {
			take(text.slice(start, start + size));
		}

		assert.deepEqual(lines, ['{"a":1}', '', '{"b":"é"}']);
	}
});

test('a line of more than 64 MB is reported once, and nothing of it is kept', () => {
	let reported = 0;
	const lines: string[] = [];
	const take = createLineSplitter(
		line => lines.push(line),
		() => reported++,
	);
	take('first\n');
	const part = 'x'.repeat(1 << 20);
	for (let count = 0; count < 70; count++) {
		take(part);
	}
	take('\nlast\n');
	assert.equal(reported, 1);
	assert.deepEqual(lines, ['first']);
});
