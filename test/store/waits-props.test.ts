import assert from 'node:assert/strict';
import {test} from 'node:test';
import {follow} from '../../source/model/follow.ts';
import {findingsAt} from '../../source/store/waits-props.ts';
import type {Workload} from '../../source/workloads/workload.ts';
import {busyServer} from '../fixtures/busy-server.ts';

const own = {choice: {user: {language: 'python'}, tasks: () => []}} as unknown as Workload;

test('a run that goes on is looked at each second, and less often where a look takes long on the given clock', () => {
	for (const [msPerLook, next] of [
		[0, 23_000],
		[100, 24_000],
	] as const) {
		let now = 0;
		const follower = follow(busyServer());
		const at = (moment: number) => findingsAt(follower.at(moment), own, false, () => (now += msPerLook));
		const first = at(22_000);
		assert.equal(at(next - 1), first);
		assert.notEqual(at(next), first);
	}
});
