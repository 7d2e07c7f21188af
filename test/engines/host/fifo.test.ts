import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFifo} from '../../../source/engines/host/fifo.ts';

test('a queue gives back its items in their order, whenever they are taken', () => {
	const queue = createFifo<number>();
	const taken: (number | undefined)[] = [];
	for (let item = 0; item < 100; item++) {
		queue.push(item);
		assert.equal(queue.last(), item);
		if (item % 3 !== 0) taken.push(queue.shift());
	}
	for (let item = queue.first(); item !== undefined; item = queue.first()) taken.push(queue.shift());
	assert.deepEqual(
		taken,
		Array.from({length: 100}, (_, item) => item),
	);
	assert.deepEqual([queue.first(), queue.last(), queue.shift()], [undefined, undefined, undefined]);
});
