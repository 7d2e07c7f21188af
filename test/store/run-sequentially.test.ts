import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import type {Engine} from '../../source/engines/engine.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {runsToCompare} from '../../source/store/comparison.ts';
import type {ComparedRun} from '../../source/store/run-sequentially.ts';
import {comparableStrategies, runSequentially} from '../../source/store/run-sequentially.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';
import {sessionOptions} from '../helpers/session-options.ts';

const found = createCatalog().entry('dashboard');
assert.ok(found);
const workload = found;
const session: Session = startSession(workload.choice, sessionOptions);
/** All that a session compares. */
function comparedRuns(of: Session, engines: readonly Engine[]): readonly ComparedRun[] {
	const runs = runsToCompare(workload, of, engines);
	assert.ok(!('error' in runs));
	return runs;
}

const names = (runs: readonly ComparedRun[]) =>
	runs.map(({program, engine}) => `${program.description.strategy.name} ${engine.language}`);

suite('comparing', () => {
	test('runs one after the other, never two at the same time, and gives each trace when it is over', async () => {
		const engine = scriptEngine();
		const runs = comparedRuns(session, [engine]).slice(0, 3);
		const order: string[] = [];
		const compared = runSequentially(runs, new AbortController().signal, trace => {
			if (trace.length === 1) {
				order.push(`begins ${trace[0].strategy.name}`);
			}
		});
		for (let index = 0; index < runs.length; index++) {
			const next = compared.next();
			while (engine.started.length <= index) {
				await new Promise(resolve => setImmediate(resolve));
			}

			assert.equal(engine.started.length, index + 1);
			await engine.advance(10_000);
			const {value} = await next;
			assert.equal(value?.at(-1)?.type, 'engine-exited');
			order.push(`ends ${value?.[0].strategy.name}`);
		}

		assert.equal((await compared.next()).done, true);
		assert.deepEqual(order, [
			'begins sequential',
			'ends sequential',
			'begins concurrent',
			'ends concurrent',
			'begins limited',
			'ends limited',
		]);
	});

	test('that is aborted ends the run that is on, and starts no more', async () => {
		const engine = scriptEngine();
		const abort = new AbortController();
		const compared = runSequentially(comparedRuns(session, [engine]), abort.signal);
		const next = compared.next();
		while (engine.started.length === 0) {
			await new Promise(resolve => setImmediate(resolve));
		}

		abort.abort();
		assert.equal((await next).done, true);
		assert.equal(engine.started.length, 1);
		assert.equal(engine.started[0]?.aborted(), true);
	});

	test('leaves out what a language does not have, a limit of 1, and one that limits nothing', () => {
		const titles = (limit: number, language: 'javascript' | 'python') =>
			comparableStrategies(strategies, {...session, limit}, language).map(({name}) => name);
		assert.ok(!titles(3, 'javascript').includes('task-group'));
		assert.ok(titles(3, 'python').includes('task-group'));
		assert.ok(titles(4, 'python').includes('limited'));
		assert.ok(!titles(5, 'python').some(name => name === 'limited' || name === 'batched'));
		assert.ok(!titles(1, 'python').some(name => name === 'limited' || name === 'batched'));
	});

	test('takes each strategy in each of the chosen languages', () => {
		const engines = [scriptEngine(), scriptEngine('python')];
		const both = names(comparedRuns({...session, language: 'both'}, engines));
		assert.deepEqual(both.slice(0, 3), ['sequential javascript', 'sequential python', 'concurrent javascript']);
		assert.ok(both.includes('task-group python') && !both.includes('task-group javascript'));
		assert.ok(names(comparedRuns(session, engines)).every(name => name.endsWith('javascript')));
	});
});
