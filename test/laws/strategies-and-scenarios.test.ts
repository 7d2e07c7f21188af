import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import {scenarios} from '../../source/content/scenarios/index.ts';
import type {Scenario} from '../../source/content/scenarios/scenario.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import type {Strategy} from '../../source/content/strategies/strategy.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../source/engines/python/engine.ts';
import {modelAt} from '../../source/model/follow.ts';
import {programFolder} from '../../source/paths.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {programForTasks} from '../../source/workloads/program-for-strategy.ts';
import {readable} from '../../source/workloads/read-listings.ts';
import {eachEvent} from '../helpers/events.ts';
import {testPythons, withoutPython} from '../helpers/pythons.ts';
import {assertLawful} from '../helpers/trace-laws.ts';

/** Latencies are a tenth of the real ones, or less if a sequential run would still take longer than this, in ms. */
const longest = 1000;
/**
 * How much longer than in theory a run may take, and how much each start of a task may add, in ms. For many short tasks
 * this limit is loose; the number in flight is the stricter check.
 */
const tolerance = 25;
const perTask = 2.5;
/** Other work on the machine can only delay a run, so the best of this many runs counts. */
const attempts = 3;

const pythons = await testPythons();
const engines = [
	{name: 'javascript', engine: createJavaScriptEngine(), lacks: []},
	...pythons.map(({executable, version, minor}) => ({
		name: `python ${version}`,
		engine: createPythonEngine({named: executable, env: process.env, cwd: '.'}),
		lacks: minor < 11 ? ['task-group'] : [],
	})),
] as const;

suite('rules for every strategy and scenario', {concurrency: 3}, () => {
	if (pythons.length === 0) {
		test.skip(`python: ${withoutPython}`);
	}

	for (const [nth, {name, engine, lacks}] of engines.entries()) {
		for (const [row, scenario] of scenarios.entries()) {
			for (const [column, strategy] of strategies.entries()) {
				// Of further Pythons each strategy and each scenario once: between releases only the runner can differ.
				if (nth > 1 && column % scenarios.length !== row) continue;
				const skip = lacks.some(lacking => lacking === strategy.name) && 'takes a newer Python';
				test(`${name}: ${scenario.name}, ${strategy.name}`, {skip}, async () => {
					const choice = {tasks: quick(scenario), limit: scenario.limit, seed: 1};
					const program = readable(programForTasks(scenario, strategy, choice, programFolder, engine.language));
					let late = Number.POSITIVE_INFINITY;
					for (let attempt = 0; attempt < attempts && late > tolerance + perTask * program.calls.length; attempt++) {
						const trace: TraceEvent[] = [];
						for await (const event of eachEvent(engine.run(program, new AbortController().signal))) {
							trace.push(event);
						}

						assertLawful(trace);
						assertInFlight(trace, strategy, scenario.limit);
						late = Math.min(late, lateness(trace, strategy, scenario.limit));
					}

					assert(late <= tolerance + perTask * program.calls.length, `${late} ms from what theory says`);
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

/** Checks that as many tasks are in flight as the strategy allows, however slow the machine is. */
function assertInFlight(trace: readonly TraceEvent[], {name, limited}: Strategy, limit: number): void {
	const {peak} = modelAt(trace as Trace, trace.at(-1)?.at ?? 0).totals;
	const most = name === 'sequential' ? 1 : limited ? limit : Number.POSITIVE_INFINITY;
	assert(peak <= most, `${peak} in flight`);
	assert(most === 1 || peak > 1, 'one at a time');
}

/**
 * How much longer a run took, in ms, than its strategy promises for the actual latencies of its tasks, without the time
 * that other processes took from its thread, where that is known. 0 if some did not succeed.
 */
function lateness(trace: readonly TraceEvent[], {theory, total}: Strategy, limit: number): number {
	const startedAt = new Map<string, number>();
	const latencies = new Map<string, number>();
	const [description] = trace;
	assert(description?.type === 'run-described');
	const planned = description.tasks.map(({id}) => id);
	let begin = 0;
	let end = 0;
	for (const event of trace) {
		if (event.type === 'run-started') {
			begin = event.at;
		} else if (event.type === 'task-started') {
			startedAt.set(event.task, event.at);
		} else if (event.type === 'task-ended' && planned.includes(event.task)) {
			if (event.outcome !== 'done') {
				return 0;
			}

			latencies.set(event.task, event.at - (startedAt.get(event.task) ?? 0));
			end = total === 'settled' ? event.at : end;
		} else if (event.type === 'strategy-settled') {
			end = total === 'result' ? event.at : end;
			assert.equal(event.outcome, 'done');
		}
	}

	const ended = trace.find(event => event.type === 'run-ended');
	assert.equal(ended?.outcome, 'ok');
	const measured = planned.map(id => latencies.get(id) ?? Number.NaN);
	return Math.max(0, Math.abs(end - begin - theory(measured, limit)) - (ended.preempted ?? 0));
}
