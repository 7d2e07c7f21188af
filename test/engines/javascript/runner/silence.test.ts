import assert from 'node:assert/strict';
import {closeSync, openSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {now} from '../../../../source/engines/javascript/runner/clock.ts';
import {allocateChannel, shareChannel} from '../../../../source/engines/javascript/runner/host-pipe.ts';
import {createHeartbeat, heartbeatSize} from '../../../../source/engines/javascript/runner/loop/heartbeat.ts';
import {createSilenceSearch, silenceMs} from '../../../../source/engines/javascript/runner/loop/silence.ts';
import {withFolder} from '../../../helpers/folder.ts';

type Uses = {
	/** Processor time of the thread in ms: at the last beat, when the lane took the thread, and now. */
	readonly beat: number;
	readonly stretch: number;
	readonly now: number;
};

/** Searches for a silence of 1000 ms, after 500 ms of which a lane took the thread. */
function search(uses: Uses) {
	return withFolder({}, async folder => {
		const counts = fileURLToPath(new URL('schedstat', folder));
		writeFileSync(counts, `${uses.now * 1e6} 0 1\n`);
		const descriptor = openSync(counts, 'r');
		try {
			shareChannel(allocateChannel());
			const heartbeat = createHeartbeat(new SharedArrayBuffer(heartbeatSize));
			const at = now();
			heartbeat.beatAt = at - 1000;
			heartbeat.addSample('beat', at - 1000, {processor: uses.beat, preempted: 0});
			heartbeat.take(at - 500, 7, -1);
			heartbeat.addSample('stretch', at - 500, {processor: uses.stretch, preempted: 0});
			return createSilenceSearch(heartbeat, descriptor)();
		} finally {
			closeSync(descriptor);
		}
	});
}

const onLinux = {skip: process.platform !== 'linux' && 'takes the state of a thread of Linux'};

test('a lane on the thread does not block it with what the lanes before it computed', onLinux, async () => {
	// This thread is running, so most of the time may be a wait for a processor that is not counted yet.
	assert.equal(await search({beat: 100, stretch: 140, now: 148}), undefined);
});

test('a lane blocks the thread with what it computed itself', onLinux, async () => {
	const silence = await search({beat: 100, stretch: 140, now: 170});
	assert.deepEqual([silence?.laneSerial, silence?.used], [7, {processor: 30, preempted: 0}]);
});

test('code of no lane is found to block after a lane that did, before the next beat', onLinux, () =>
	withFolder({}, async folder => {
		const counts = fileURLToPath(new URL('schedstat', folder));
		writeFileSync(counts, `${600 * 1e6} 0 1\n`);
		const descriptor = openSync(counts, 'r');
		try {
			shareChannel(allocateChannel());
			const heartbeat = createHeartbeat(new SharedArrayBuffer(heartbeatSize));
			const search = createSilenceSearch(heartbeat, descriptor);
			const at = now();
			heartbeat.beatAt = at - 300;
			heartbeat.addSample('beat', at - 300, {processor: 0, preempted: 0});
			heartbeat.take(at - 300, 7, -1);
			assert.equal(search()?.laneSerial, 7);
			assert.equal(search(), undefined, 'it is reported once');

			const freed = now();
			heartbeat.free(freed);
			heartbeat.addSample('stretch', freed, {processor: 300, preempted: 0});
			const isLater = () => now() - freed > silenceMs;
			while (!isLater());
			const silence = search();
			assert.deepEqual([silence?.since, silence?.laneSerial], [freed, undefined]);
			assert.equal(search(), undefined, 'it is reported once');
		} finally {
			closeSync(descriptor);
		}
	}),
);
