import assert from 'node:assert/strict';
import {test} from 'node:test';
import {follow} from '../../source/model/follow.ts';
import {callsIn} from '../../source/store/calls-props.ts';
import {busyServer} from '../fixtures/busy-server.ts';

test('rows move at most once a second, and not for two after one was selected', () => {
	const follower = follow(busyServer());
	const keysAt = (at: number, selected?: string) =>
		callsIn(follower.at(at), [], {calls: {order: 'now', ...(selected !== undefined && {selected})}}).map(
			({key}) => key,
		);
	const first = keysAt(22_000);
	// By then more orders are stuck than there are workers.
	assert.deepEqual(keysAt(22_900), first);
	const later = keysAt(29_900);
	assert.notDeepEqual(later, first);
	keysAt(22_000);
	const before = keysAt(29_000);
	assert.deepEqual(keysAt(29_500, 'worker jobs.py:12'), before);
	assert.deepEqual(keysAt(31_000, 'worker jobs.py:12'), before);
});
