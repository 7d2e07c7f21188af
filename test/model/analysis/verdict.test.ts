import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {forecast, simulateSchedule} from '../../../source/model/analysis/forecast.ts';
import {sequentialWaits} from '../../../source/model/analysis/sequential-waits.ts';
import {formatShare, percent, verdict} from '../../../source/model/analysis/verdict.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {laneShares} from '../../../source/model/projections/time-shares.ts';
import {failing, holding, inProcess, nested, oneByOne, orphan, threaded, together} from '../../fixtures/scripts.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import type {ProgramScript} from '../../fixtures/simulate-program.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

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
		assert.equal(beside?.differs, undefined);
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

	test('says that something outside limits what takes a tenth longer', () => {
		const concurrent = run({strategy: 'concurrent'});
		const slow = {...concurrent, totals: {...concurrent.totals, makespan: 6400}};
		assert.equal(forecast(slow, {sequential})?.differs, 'slower');
		assert.match(
			verdict(slow, {sequential})?.text ?? '',
			/6\.40 s measured, 2\.00 s forecast: something outside the loop/,
		);
		const fast = {...concurrent, totals: {...concurrent.totals, makespan: 900}};
		assert.equal(forecast(fast, {sequential})?.differs, 'faster');
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
			'99% waiting, so it overlaps: 6.50 s of waiting in 2.00 s, the longest task.',
		);
		assert.equal(
			said({strategy: 'sequential'}),
			'100% waiting, one after another: 6.50 s. Started together: 2.00 s (forecast).',
		);
		assert.match(said({strategy: 'limited'}) ?? '', /3 at a time\. The limit turns 2\.00 s into 2\.70 s\.$/);
		assert.match(said({strategy: 'race'}) ?? '', /first result after 0\.80 s/);
		assert.match(said({tasks: 1}) ?? '', /one task has nothing to overlap with/);
	});

	test('says that async does not help what is on the thread', () => {
		const tasks = dashboardTasks(5, {settings: {blocks: 9000}, avatar: {blocks: 9000}});
		assert.match(
			said({tasks}) ?? '',
			/^9\d% on the thread: more async will not help\. If it blocks, use the async API; if it computes, use a worker\.$/,
		);
		assert.match(
			said({tasks, language: 'python'}) ?? '',
			/If it blocks, use a thread; if it computes, use a process\.$/,
		);
	});

	test('names what held the loop, and where', () => {
		const found = verdict(run({tasks: dashboardTasks(5, {settings: {blocks: 500}})}));
		assert.match(found?.text ?? '', /but the loop was blocked for 500 ms by settings at dashboard\.js:\d+\.$/);
		near(found?.holders[0]?.longest, 500);
	});

	test('is there when the run is over, and claims nothing of one that was broken off', () => {
		assert.equal(verdict(run({}, 700)), undefined);
		assert.equal(verdict(run({missing: 'No Python.'})), undefined);
		assert.equal(verdict(run({killAt: 700}))?.role, 'muted');
		assert.match(verdict(program(failing))?.text ?? '', /until it failed/);
	});

	test('of programs says what overlapped, and what holds the thread', () => {
		assert.equal(verdict(program(together))?.text, '99% waiting: 2.50 s of calls overlapped in 1.50 s.');
		assert.match(verdict(program(nested(3)))?.text ?? '', /: one call has nothing to overlap with\.$/);
		assert.match(verdict(program(holding))?.text ?? '', /^(9\d|100)% on the thread/);
		assert.match(verdict(program(orphan))?.text ?? '', /^99% waiting/);
	});

	test('of lanes says waiting and on the thread', () => {
		const words = (model: Parameters<typeof laneShares>[0]) =>
			Object.fromEntries(laneShares(model).map(share => [share.task.name, formatShare(share)]));
		const blocking = run({tasks: dashboardTasks(5, {settings: {blocks: 900}})});
		assert.equal(words(blocking).profile, 'ready for 12%: others had the thread');
		assert.equal(words(blocking).orders, '100% waiting: overlaps');
		assert.equal(words(run({strategy: 'sequential'})).avatar, '100% waiting: could overlap');
		assert.match(words(program(holding)).f ?? '', /^(9\d|100)% on the thread: does not overlap/);
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

	test('a share is never rounded to all or nothing where it is neither', () => {
		assert.deepEqual([0, 0.0001, 0.004, 0.5, 0.997, 1].map(percent), ['0%', '0%', '1%', '50%', '99%', '100%']);
	});
});

suite('waits in turn', () => {
	const body = (...calls: readonly string[]): ProgramScript['functions'][string] =>
		function* ({call}) {
			for (const name of calls) yield {calls: [call(name)], line: new RegExp(`await ${name}`)};
			return undefined;
		};
	const nap = (ms: number, name: string): ProgramScript['functions'][string] =>
		function* () {
			yield {ms, line: new RegExp(`${name}\\(`)};
			return undefined;
		};
	/** `main` awaits these one after the other. */
	const script = (lines: readonly string[]): ProgramScript => ({
		version: 'in-turn',
		title: 'In turn',
		text: {
			javascript: `async function main() {\n${lines.map(line => `\t${line};\n`).join('')}}\nawait main();\n`,
			python: `async def main():\n${lines.map(line => `    ${line.replace('const ', '')}\n`).join('')}\nasyncio.run(main())\n`,
		},
		functions: {
			main: body('user', 'orders', 'avatar'),
			user: nap(300, 'user'),
			orders: nap(500, 'orders'),
			avatar: nap(100, 'avatar'),
		},
	});
	const independent = ['const u = await user()', 'const o = await orders()', 'const a = await avatar()'];
	const found = (lines: readonly string[], language: 'javascript' | 'python' = 'javascript') =>
		sequentialWaits(program(script(lines), language)).map(({calls}) => calls.map(({name}) => name));

	test('are told with what they would take together', () => {
		for (const language of ['javascript', 'python'] as const) {
			const [one] = sequentialWaits(program(script(independent), language));
			assert.deepEqual(
				one?.calls.map(({name}) => name),
				['user', 'orders', 'avatar'],
			);
			assert.equal(one?.caller.name, 'main');
			near(one?.took, 900);
			near(one?.forecast, 500);
			assert.equal(
				verdict(program(script(independent), language))?.text,
				"99% waiting. These 3 waits do not use each other's results. Started together: 901 ms → 500 ms (forecast).",
			);
		}
	});

	test('are not told where the text shows that one takes what the other gave', () => {
		const takes = ['const u = await user()', 'const o = await orders(u)', 'const a = await avatar()'];
		assert.deepEqual(found(takes), [['orders', 'avatar']]);
		assert.deepEqual(found(takes, 'python'), [['orders', 'avatar']]);
		const all = ['const u = await user()', 'const o = await orders(u)', 'const a = await avatar(o)'];
		assert.deepEqual(found(all), []);
	});

	test('are not told of calls that overlapped, nor of a file that nobody knows', () => {
		assert.deepEqual(sequentialWaits(program(together)), []);
		assert.deepEqual(sequentialWaits(program(oneByOne)), []);
		const model = program(script(independent));
		assert.deepEqual(
			sequentialWaits({...model, lanes: [...model.lanes], description: {...model.description, files: []}}),
			[],
		);
	});
});
