import assert from 'node:assert/strict';
import {test} from 'node:test';
import {allocateRing, createRing} from '../../../../source/engines/javascript/runner/ring.ts';

test('a ring gives what was appended, in order, however often it goes round', () => {
	const ring = createRing(allocateRing(64));
	let appended = '';
	let taken = '';
	for (let index = 0; index < 500; index++) {
		const text = `${'é'.repeat(index % 7)}${index}\n`;
		while (ring.size() + text.length * 3 > ring.room) {
			const some = ring.first(1 + (index % 30));
			taken += some.toString('latin1');
			ring.drop(some.length);
		}

		ring.append(text);
		appended += Buffer.from(text).toString('latin1');
	}

	while (ring.size() > 0) {
		const some = ring.first(64);
		taken += some.toString('latin1');
		ring.drop(some.length);
	}

	assert.equal(taken, appended);
});

test('what is taken ends with a line, if one ends in it', () => {
	const ring = createRing(allocateRing(64));
	ring.append('one\ntwo\nthree');
	assert.equal(String(ring.first(6)), 'one\n');
	assert.equal(ring.drop(4), true);
	assert.equal(String(ring.first(2)), 'tw');
	assert.equal(ring.drop(2), false);
	assert.equal(String(ring.first(64)), 'o\n');
	assert.equal(ring.drop(2), true);
	assert.equal(String(ring.first(64)), 'three');
});

test('the threads that share a ring see the same', () => {
	const memory = allocateRing(64);
	const [one, other] = [createRing(memory), createRing(memory)];
	one.append('line\n');
	assert.equal(String(other.first(64)), 'line\n');
	assert.equal(one.appending.tryToTake(), true);
	assert.equal(other.appending.tryToTake(), false);
	assert.equal(other.writing.isTaken(), false);
	one.appending.free();
	assert.equal(other.appending.tryToTake(), true);
});
