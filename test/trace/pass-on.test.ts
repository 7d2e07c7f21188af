import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {passOn} from '../../source/trace/pass-on.ts';

/** Yields 1 and 2, then throws an error if there is one. Counts how often it was left or read to its end. */
function numbers(error?: Error) {
	const counts = {left: 0};
	async function* items() {
		try {
			yield 1;
			yield 2;
			if (error) {
				throw error;
			}
		} finally {
			counts.left++;
		}
	}
	return {items: items(), counts};
}

/** Passes numbers on, and logs what happens. */
function logged(error?: Error) {
	const log: (number | string)[] = [];
	const {items, counts} = numbers(error);
	return {log, counts, passed: passOn(items, {onItem: item => log.push(item), onEnd: () => void log.push('end')})};
}

suite('passing items on', () => {
	test('calls onItem before each item is passed on, and onEnd after the last', async () => {
		const {log, passed} = logged();
		for await (const item of passed) {
			log.push(`got ${item}`);
		}
		assert.deepEqual(log, [1, 'got 1', 2, 'got 2', 'end']);
	});

	test('leaves the source and calls onEnd when the consumer stops before', async () => {
		const {log, counts, passed} = logged();
		for await (const _ of passed) {
			break;
		}
		assert.deepEqual(log, [1, 'end']);
		assert.equal(counts.left, 1);
	});

	test('calls onEnd when the source throws, and passes the error on', async () => {
		const error = new Error('no more');
		const {log, passed} = logged(error);
		const consume = async () => {
			for await (const _ of passed);
		};
		await assert.rejects(consume, error);
		assert.deepEqual(log, [1, 2, 'end']);
	});
});
