import assert from 'node:assert/strict';
import {test} from 'node:test';
import {follow} from '../../source/model/follow.ts';
import {findingsAt} from '../../source/store/live-findings.ts';
import {createFindingsReader} from '../../source/store/recorded-findings.ts';
import type {Workload} from '../../source/workloads/workload.ts';
import {busyServer} from '../fixtures/busy-server.ts';

const own = {choice: {user: {language: 'python'}, tasks: () => []}} as unknown as Workload;

/** Findings in the run of a server, of which each search takes so many ms. */
function findingsIn(msPerSearch: number) {
	let now = 0;
	const follower = follow(busyServer());
	return (moment: number) => findingsAt(follower.at(moment), own, false, () => (now += msPerSearch));
}

const agesOf = (findings: ReturnType<typeof findingsAt>) =>
	findings.flatMap(({text}) => Number(/the oldest for ([\d.]+) s/.exec(text)?.[1] ?? []));

const round = (seconds: number) => Number(seconds.toFixed(2));

test('a run in progress is searched each second, and less often if that takes long', () => {
	for (const [msPerSearch, next] of [
		[0, 23_000],
		[100, 24_000],
	] as const) {
		const at = findingsIn(msPerSearch);
		const first = at(22_000);
		assert.equal(first.length, 0);
		assert.equal(at(next - 1), first);
		assert.notEqual(at(next), first);
	}
});

test('figures of what was found are those of the moment, unless that takes long', () => {
	const quick = findingsIn(0);
	const [first = Number.NaN] = agesOf(quick(28_500));
	assert.deepEqual(agesOf(quick(28_550)), [round(first + 0.05)]);
	assert.equal(quick(28_550), quick(28_550), 'once for each moment');
	const slow = findingsIn(20);
	assert.deepEqual(
		[28_500, 28_899, 28_900].map(moment => agesOf(slow(moment))),
		[[first], [first], [round(first + 0.4)]],
	);
});

test('the figures in a recording are those of the moment', () => {
	const follower = follow(busyServer());
	const read = createFindingsReader();
	const at = (moment: number) => agesOf(read(follower.at(moment)))[0] ?? Number.NaN;
	const first = at(28_500);
	assert.ok(Math.abs(at(28_900) - first - 0.4) < 0.02);
});
