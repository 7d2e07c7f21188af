import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import {engines} from '../source/engines/index.ts';
import {describe} from '../source/engines/program.ts';
import {home} from '../source/home.ts';
import {scenarios} from '../source/scenarios/index.ts';
import type {Scenario} from '../source/scenarios/scenario.ts';
import {strategies} from '../source/strategies/index.ts';
import type {Strategy} from '../source/strategies/strategy.ts';
import type {TraceEvent} from '../source/trace/event.ts';
import {assertLawful} from './engines/laws.ts';

/** Latencies are a tenth of the real ones, and less where a run in turn would still take longer than this, in ms. */
const longest = 1000;
/** What a run may take more than in theory, and what each start of a task may add to it, in ms. */
const tolerance = 25;
const perTask = 0.3;

suite('laws of every strategy and scenario', {concurrency: 3}, () => {
	for (const engine of engines) {
		for (const scenario of scenarios) {
			for (const strategy of strategies) {
				test(`${engine.language}: ${scenario.name}, ${strategy.name}`, async () => {
					const program = describe(scenario, strategy, {tasks: quick(scenario), limit: scenario.limit, seed: 1}, home);
					const trace: TraceEvent[] = [];
					for await (const event of engine.run(program, new AbortController().signal)) {
						trace.push(event);
					}

					assertLawful(trace);
					assertTheory(trace, strategy, scenario.limit);
				});
			}
		}
	}
});

function quick(scenario: Scenario) {
	const tasks = scenario.tasks(1);
	const sum = tasks.reduce((sum, {latency}) => sum + latency, 0);
	const scale = Math.min(0.1, longest / sum);
	return tasks.map(({id, name, latency}) => ({id, of: id, name, latency: latency * scale}));
}

/** A run takes as long as its strategy says for the latencies that its tasks had, when all of them succeed. */
function assertTheory(trace: readonly TraceEvent[], {theory, total}: Strategy, limit: number) {
	const startedAt = new Map<string, number>();
	const latencies: number[] = [];
	const planned = new Set(trace[0]?.type === 'run-described' ? trace[0].tasks.map(({id}) => id) : []);
	let begin = 0;
	let end = 0;
	for (const event of trace) {
		if (event.type === 'run-started') {
			begin = event.at;
		} else if (event.type === 'task-started') {
			startedAt.set(event.task, event.at);
		} else if (event.type === 'task-ended' && planned.has(event.task)) {
			if (event.outcome !== 'done') {
				return;
			}

			latencies[[...planned].indexOf(event.task)] = event.at - (startedAt.get(event.task) ?? 0);
			end = total === 'settled' ? event.at : end;
		} else if (event.type === 'strategy-settled') {
			end = total === 'result' ? event.at : end;
			assert.equal(event.outcome, 'done');
		}
	}

	assert.equal(latencies.length, planned.size);
	const expected = theory(latencies, limit);
	const allowed = tolerance + perTask * planned.size;
	assert(Math.abs(end - begin - expected) <= allowed, `took ${end - begin} ms, and ${expected} in theory`);
	assert.equal(trace.find(event => event.type === 'run-ended')?.outcome, 'ok');
}
