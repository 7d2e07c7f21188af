import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Finding} from '../../../source/model/analysis/findings/finding.ts';
import {toOutput} from '../../../source/model/analysis/findings/finding.ts';
import {pileUp} from '../../../source/model/analysis/findings/pile-up.ts';
import type {WaitList} from '../../../source/model/analysis/waiting/listed.ts';
import {listWaits} from '../../../source/model/analysis/waiting/listed.ts';
import {wakersReason} from '../../../source/model/analysis/waiting/lock-reasons.ts';
import {reasonsOf} from '../../../source/model/analysis/waiting/reasons.ts';
import {narratedFinding, stuckTasks} from '../../../source/model/analysis/waiting/stuck-tasks.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {brief} from '../../../source/model/format-duration.ts';
import {shop, stuckAt} from '../../fixtures/shop.ts';

const model = modelAt(shop(), stuckAt);
const findings = pileUp(model);
const list = (change: Partial<WaitList> = {}, found: readonly Finding[] = []) =>
	listWaits(model, found, {grouping: 'line', order: 'oldest', filter: '', ...change});

suite('open waits', () => {
	test('are a row for each line, with who waits there, for what and since when', () => {
		const [row] = list({filter: 'shop.py:11'});
		assert.deepEqual(
			[row?.function, row?.target, row?.tasks.length, row?.lines, row?.since],
			['Pool.acquire', 'Queue L1', 40, 1, 3010],
		);
		assert.deepEqual([row?.past?.times, row?.past?.leftAt], [60, 2965]);
		assert.ok(row?.past && Math.abs(row.past.p50 - 3) < 0.2 && Math.abs(row.past.p99 - 5) < 0.4);
	});

	test('are put together by function and by what is waited for', () => {
		assert.deepEqual(
			list({grouping: 'function'})
				.map(({key}) => key)
				.sort(),
			['Pool.acquire', 'heartbeat', 'main', 'order'],
		);
		assert.ok(list({grouping: 'target'}).some(({key}) => key === 'Queue L1'));
	});

	test('come in the order that is asked for, what is stuck first', () => {
		assert.equal(list()[0]?.function, 'order');
		assert.deepEqual(
			list({order: 'now'}).map(({tasks}) => tasks.length),
			[40, 40, 1, 1],
		);
		assert.equal(list({order: 'p99'})[0]?.function, 'heartbeat');
		const beat = [...model.tasks.values()].find(({name}) => name === 'heartbeat');
		const stuck = findings.map(each => ({...each, tasks: [beat?.id ?? '']}));
		assert.equal(list({}, stuck)[0]?.function, 'heartbeat');
	});

	test('pile up where they wait themselves, not where their callers do', () => {
		const [oldest] = list({filter: 'shop.py:11'});
		assert.deepEqual(
			findings.map(({place}) => place?.line),
			[11],
		);
		assert.match(findings[0]?.text ?? '', new RegExp(`usually ${brief(oldest?.past?.p50 ?? 0)}\\.$`));
	});

	test('are stuck with those that wait for them', () => {
		const names = [...stuckTasks(model, findings).keys()].map(id => model.tasks.get(id)?.name);
		assert.deepEqual([...new Set(names)].sort(), ['Pool.acquire', 'main', 'order']);
		assert.equal(names.filter(name => name === 'Pool.acquire').length, 40);
		assert.deepEqual(
			toOutput(findings).map(({tasks}) => tasks.length),
			[20],
			'output names fewer',
		);
		assert.equal(narratedFinding(findings)?.rule, 'pile-up');
		const info = findings.map(each => ({...each, severity: 'info'}) as const);
		assert.deepEqual([stuckTasks(model, info).size, narratedFinding(info)], [0, undefined]);
	});

	test('have reasons: what is wrong, who has it, who called, and what could wake one', () => {
		const [row] = list({filter: 'shop.py:11'}, findings);
		assert(row);
		const reasons = new Map(reasonsOf(model, row, findings).map(({label, lines}) => [label, lines]));
		assert.match(reasons.get('pile up')?.[0] ?? '', /^40 wait at shop\.py:11/);
		assert.deepEqual(reasons.get('made'), ['at shop.py:6']);
		assert.equal(reasons.get('taken by')?.length, 3);
		assert.match(reasons.get('taken by')?.[0] ?? '', /^order, 11\.04 s ago; ended .* ago, ValueError: 19$/);
		// The first three puts of the pool fill it, which is not giving back.
		assert.equal(reasons.get('given back'), undefined);
		assert.match(reasons.get('item put')?.[0] ?? '', /^at shop\.py:14, 57 times, last 9\.02 s ago$/);
		assert.deepEqual(reasons.get('called by'), ['order, 40 times']);
		assert.deepEqual(reasons.get('could wake a call'), ['1 timer, 1 signal handler']);
	});

	test('name what could wake a call, whether it is all that could or a part', () => {
		const listening = {what: 'a server that listens on port 3000'};
		const none = {
			type: 'wakers-seen',
			at: stuckAt,
			ready: 0,
			timers: 0,
			threads: 0,
			signals: 0,
			complete: true,
		} as const;
		const linesFor = (io: number, handles: readonly {readonly what: string}[]) =>
			wakersReason({...model, wakers: {...none, io, handles: [...handles]}}).flatMap(({lines}) => lines);
		assert.deepEqual(linesFor(1, [listening]), ['1 open socket or file:', listening.what]);
		assert.deepEqual(linesFor(13, [listening]), ['13 open sockets or files, among them:', listening.what]);
		assert.deepEqual(linesFor(13, []), ['13 open sockets or files']);
		assert.deepEqual(linesFor(0, []), ['nothing: no timer, no I/O, no thread']);
	});

	test('name every holder of a lock, or as many as there are rows for', () => {
		const [row] = list({filter: 'shop.py:11'}, findings);
		const on = row?.oldest.waitsFor;
		const id = on?.kind === 'lock' ? (on.lock ?? '') : '';
		const lock = model.locks.get(id);
		assert(row && lock?.holders?.[0]);
		const [holder] = lock.holders;
		const named = (count: number) => {
			const holders = Array.from({length: count}, () => holder);
			const locks = new Map([[id, {...lock, holders, held: count}]]);
			return reasonsOf({...model, locks}, row, []).find(({label}) => label === 'taken by')?.lines ?? [];
		};
		assert.ok(named(5).length === 5 && !named(5).some(line => line.endsWith('more')));
		assert.equal(named(6).at(-1), '2 more');
	});

	test('say less where the trace does', () => {
		const older = modelAt(shop({locks: false}), stuckAt);
		const [row] = listWaits(older, [], {grouping: 'line', order: 'oldest', filter: 'shop.py:11'});
		assert(row);
		assert.equal(row.target, 'Queue');
		const labels = reasonsOf(older, row, []).map(({label}) => label);
		assert.deepEqual(labels, ['called by', 'earlier waits']);
	});
});
