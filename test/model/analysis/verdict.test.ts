import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {forecast, simulateSchedule} from '../../../source/model/analysis/forecast.ts';
import {formatShare, verdict} from '../../../source/model/analysis/verdict.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {percent} from '../../../source/model/format-duration.ts';
import {laneShares} from '../../../source/model/projections/time-shares.ts';
import {failing, holding, inProcess, nested, orphan, threaded, together} from '../../fixtures/scripts.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import type {ProgramScript} from '../../fixtures/simulate-program.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {timer, traceOf} from '../../helpers/trace-of.ts';

const over = 1e6;
const run = (simulation: Simulation, at = over) => modelAt(simulate(simulation), at);
const program = (script: ProgramScript, language: 'javascript' | 'python' = 'javascript') =>
	modelAt(simulateProgram(script, language), over);
const near = (value: number | undefined, expected: number) =>
	assert.ok(Math.abs((value ?? Number.NaN) - expected) < 0.01 * expected, `${value}, not ${expected}`);

suite('the replay of turns and waits', () => {
	test('waits overlap, turns do not', () => {
		const waits = (ms: number) => [{onThread: 0, waited: ms}];
		assert.equal(simulateSchedule([waits(100), waits(250), waits(30)]), 250);
		const works = (ms: number) => [{onThread: ms, waited: 0}];
		assert.equal(simulateSchedule([works(100), works(250), works(30)]), 380);
	});

	test('who is ready first has the next turn', () => {
		const long = [
			{onThread: 10, waited: 100},
			{onThread: 50, waited: 0},
		];
		const late = [
			{onThread: 10, waited: 120},
			{onThread: 50, waited: 0},
		];
		// 10 + 100, then 50; the other is ready at 140 and waits until 160.
		assert.equal(simulateSchedule([long, late]), 210);
		assert.equal(simulateSchedule([]), 0);
	});
});

suite('a forecast', () => {
	const sequential = run({strategy: 'sequential'});

	test('comes from a sequential run, and is what the concurrent one takes', () => {
		const found = forecast(sequential, {});
		near(found?.makespan, 2000);
		near(found?.from, 6500);
		assert.equal(found?.measured, undefined);
		const beside = forecast(sequential, {previous: run({strategy: 'concurrent'})});
		near(beside?.measured, 2000);
	});

	test('stands beside what was measured of the same work only', () => {
		const concurrent = run({strategy: 'concurrent'});
		near(forecast(concurrent, {sequential})?.makespan, 2000);
		assert.equal(forecast(concurrent, {}), undefined);
		const other = run({strategy: 'concurrent', tasks: dashboardTasks(5, {orders: {latency: 2500}})});
		assert.equal(forecast(other, {sequential}), undefined);
		assert.equal(forecast(run({strategy: 'limited'}), {sequential})?.measured, undefined);
	});

	test('has the turns on the thread one after the other', () => {
		const tasks = dashboardTasks(5, {settings: {blocks: 700}, avatar: {blocks: 700}});
		const found = forecast(run({strategy: 'sequential', tasks}), {});
		// The first turn begins at 640; the second one waits for its end, and who has more to wait for does so after it.
		assert.ok((found?.makespan ?? 0) > 640 + 2 * 700, `${found?.makespan}`);
	});

	test('is none where tasks waited for each other, or where little would be won', () => {
		const {totals} = sequential;
		assert.equal(forecast({...sequential, totals: {...totals, queueing: totals.sum / 10}}, {}), undefined);
		const nearly = dashboardTasks(2, {settings: {latency: 20}});
		assert.equal(forecast(run({strategy: 'sequential', tasks: nearly}), {}), undefined);
	});

	test('is not made of a run that did not end well, nor of one task', () => {
		const fails = run({strategy: 'sequential', tasks: dashboardTasks(5, {orders: {fails: true}})});
		assert.equal(forecast(fails, {}), undefined);
		assert.equal(forecast(run({strategy: 'sequential', tasks: 1}), {}), undefined);
	});
});

suite('the verdict', () => {
	const said = (simulation: Simulation) => verdict(run(simulation))?.text;

	test('of tasks says what concurrency buys', () => {
		assert.equal(
			said({strategy: 'concurrent'}),
			'6.50 s of waiting in 2.00 s, up to 5 at once; as long as the longest.',
		);
		assert.equal(
			said({strategy: 'sequential'}),
			'6.50 s of waiting, one wait at a time. Started together they may take 2.00 s (forecast).',
		);
		assert.equal(said({strategy: 'limited'}), '6.50 s of waiting in 2.70 s, up to 3 at once.');
		assert.equal(said({strategy: 'race'}), 'The first result came after 0.80 s; 4 ran until 2.00 s.');
		assert.equal(
			said({strategy: 'race', language: 'python'}),
			'The first result came after 0.80 s; 4 cancelled by asyncio.run at 0.80 s.',
		);
	});

	test('has the measured total in place of the forecast', () => {
		const previous = run({strategy: 'concurrent'});
		assert.match(
			verdict(run({strategy: 'sequential'}), {previous})?.text ?? '',
			/Started together they took 2\.00 s\.$/,
		);
	});

	test('names what blocked the loop, where, and what to do about it', () => {
		const tasks = dashboardTasks(5, {settings: {blocks: 500}});
		const found = verdict(run({tasks}));
		assert.match(
			found?.text ?? '',
			/^settings blocked the thread for 0\.50 s at dashboard\.js:\d+, while \d others were in flight\.$/,
		);
		near(found?.holders[0]?.longest, 500);
		assert.equal(found?.next, 'Move what it computes to a worker.');
		assert.equal(verdict(run({tasks, language: 'python'}))?.next, 'Move what it computes to a process.');
	});

	test('is there when the run is over', () => {
		assert.equal(verdict(run({}, 700)), undefined);
		assert.equal(verdict(run({missing: 'No Python.'}))?.text, 'It never started: No Python.');
		assert.equal(verdict(run({killAt: 700}))?.text, 'Stopped after 0.70 s, by SIGKILL.');
		assert.equal(verdict(program(failing))?.text, 'Failed after 1.00 s: Error: no such user.');
	});

	test('of programs says what overlapped, and what has the thread', () => {
		assert.equal(
			verdict(program(together))?.text,
			'2.50 s of waiting in 1.50 s, up to 2 at once; as long as the longest.',
		);
		assert.equal(verdict(program(nested(3)))?.text, 'One wait, of 1.00 s: nothing to overlap.');
		assert.match(verdict(program(holding))?.text ?? '', /^f blocked the thread for 1\.80 s/);
		assert.equal(verdict(program(orphan))?.kind, 'overlaps');
	});

	test('of lanes says waiting and on the thread', () => {
		const words = (model: Parameters<typeof laneShares>[0]) =>
			Object.fromEntries(laneShares(model).map(share => [share.task.name, formatShare(share)]));
		const blocking = run({tasks: dashboardTasks(5, {settings: {blocks: 900}})});
		assert.equal(words(blocking).profile, 'ready for 12%: others had the thread');
		assert.equal(words(blocking).orders, '99% waiting: overlaps');
		assert.equal(words(run({strategy: 'sequential'})).avatar, '99% waiting');
		assert.match(words(program(holding)).f ?? '', /^(9\d|100)% on the thread/);
		assert.equal(words(program(threaded)).work, 'in its own thread: the loop is free');
		assert.equal(words(program(inProcess)).work, 'in its own process: the loop is free');
	});

	test('the parts of a lane are its life', () => {
		for (const share of laneShares(run({tasks: dashboardTasks(5, {settings: {blocks: 900}})}))) {
			const {lifetime, onThread, readyButBlocked, waited} = share;
			assert.ok(Math.abs(onThread + readyButBlocked + waited - lifetime) < 1e-6);
			assert.ok(Math.min(onThread, readyButBlocked, waited) >= 0);
		}
	});

	test('a top level that waits for another thread is not on its own', () => {
		const top = {name: 'top level', at: 0, kind: 'program', waits: [], isOpen: true} as const;
		const work = {name: 'work', at: 10, parent: 'top level', waits: [timer(300)]};
		const model = modelAt(traceOf({lanes: [top, work], total: 320, language: 'python', use: {busy: 15}}), over);
		const [share] = laneShares(model);
		assert.ok(share && share.onThread <= 25 && share.waited >= 290, `${share?.onThread} ms on the thread`);
	});

	test('a share is never rounded to all or nothing where it is neither', () => {
		assert.deepEqual([0, 0.0001, 0.004, 0.5, 0.997, 1].map(percent), ['0%', '1%', '1%', '50%', '99%', '100%']);
	});
});
