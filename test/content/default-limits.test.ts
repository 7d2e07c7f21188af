import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {isOffered} from '../../source/session/is-offered.ts';
import {defaultLimit} from '../../source/workloads/default-limit.ts';

const theory = (strategy: string, latencies: readonly number[], limit: number) =>
	strategies.find(({name}) => name === strategy)?.theory(latencies, limit);

test('Limited and Batched show something of their own in every scenario that offers them', () => {
	for (const {name, limit, tasks} of scenarios) {
		const latencies = tasks(42).map(({latency}) => latency);
		if (!isOffered({limited: true}, latencies.length)) continue;
		assert.ok(limit > 1, `${name}: ${limit} is Sequential`);
		assert.ok(limit < latencies.length, `${name}: ${limit} limits nothing`);
		const batched = theory('batched', latencies, limit);
		for (const other of ['sequential', 'concurrent']) {
			assert.notEqual(batched, theory(other, latencies, limit), `${name}: Batched takes as long as ${other}`);
		}
	}
});

test('all scenarios but the one of two requests offer them', () => {
	const without = scenarios.filter(({tasks}) => !isOffered({limited: true}, tasks(42).length));
	assert.deepEqual(
		without.map(({name}) => name),
		['two'],
	);
	assert.ok(isOffered({limited: false}, 1));
});

test('a limit that nobody has set limits any number of tasks from three on', () => {
	for (const count of [3, 4, 5, 100]) {
		assert.ok(defaultLimit(count) > 1 && defaultLimit(count) < count, `${count} tasks`);
	}
});
