import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {dashboardAction} from '../../../source/keys/action-for-key.ts';
import {follow, modelAt} from '../../../source/model/follow.ts';
import {duration, seconds, times} from '../../../source/model/format-duration.ts';
import type {Model} from '../../../source/model/model.ts';
import {narrate} from '../../../source/model/narration/narrate.ts';
import type {PlannedTask, TraceEvent} from '../../../source/trace/event.ts';
import {strategyNames} from '../../fixtures/programs.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const said = (simulation: Simulation, moment = 30_000, previous?: Model) =>
	narrate(modelAt(simulate(simulation), moment), previous).text;

/** Where there is room for all of it. */
const saidWide = (simulation: Simulation) =>
	narrate(modelAt(simulate(simulation), 30_000), undefined, undefined, 300).text;

const whatIfs: readonly Record<string, Partial<PlannedTask>>[] = [
	{},
	{settings: {fails: true}},
	{orders: {timeout: 600}},
	{profile: {blocks: 500}},
	{messages: {name: 'fetchAllTheMessages'}},
	Object.fromEntries(['profile', 'settings', 'orders', 'avatar', 'messages'].map(id => [id, {fails: true}])),
];

const simulations: readonly Simulation[] = [
	...strategyNames.flatMap(strategy => whatIfs.map(change => ({strategy, tasks: dashboardTasks(5, change)}))),
	{tasks: 0},
	{tasks: 1},
	{tasks: 60, strategy: 'limited', limit: 7},
	{abortAt: 1250},
	{killAt: 1250},
	{strategy: 'sequential', killAt: 10},
	{cancel: {task: 'orders', at: 700}},
	{strategy: 'concurrent', tasks: dashboardTasks(2), language: 'python'},
];

suite('the narration', () => {
	test('is one line that has room, names only keys that exist, and says FINISHED only of runs that are', () => {
		const sequential = modelAt(simulate({strategy: 'sequential'}), 30_000);
		for (const simulation of simulations) {
			const trace = simulate(simulation);
			const follower = follow(trace);
			const end = (trace.at(-1)?.at ?? 0) + 100;
			for (let moment = 0; moment < end; moment += 50) {
				for (const previous of [undefined, sequential]) {
					const model = follower.at(moment);
					const {text} = narrate(model, previous);
					assert.match(text, /^[A-Za-z0-9].*[.?…]$/u, text);
					assert.ok(text.length <= 96, text);
					assert.doesNotMatch(text, /undefined|NaN|Infinity|\b1 tasks|\bother 1\b/, text);
					assert.ok(!/FINISHED|FAILED/.test(text) || model.end, text);
					for (const [, key = ''] of text.matchAll(/Press (\S+?)[.:]?(?= |$)/g))
						assert.ok(dashboardAction(key), `${key}: ${text}`);
				}
			}
		}
	});

	test('says FINISHED or FAILED only after the end of the run, as its state does', () => {
		for (const [change, expected] of [
			[{}, 'The strategy has settled; the run is about to end.'],
			[{profile: {fails: true}}, 'The strategy failed; the run is about to end.'],
		] as const) {
			const [described, ...events] = simulate({strategy: 'sequential', tasks: dashboardTasks(2, change)});
			const settled = events.slice(
				0,
				events.findIndex(({type}) => type === 'run-ended'),
			);
			assert.equal(narrate(modelAt([described, ...settled], 30_000), undefined).text, expected);
		}
	});

	test('every run that is over names the key to press next, where there is room', () => {
		for (const simulation of simulations) {
			assert.match(saidWide(simulation), /Press \S/, JSON.stringify(simulation));
		}
	});

	test('says at the end that it finished, its verdict, and one key', () => {
		assert.equal(
			said({strategy: 'sequential'}),
			'FINISHED in 6.50 s. 6.50 s of waiting, one wait at a time.  Press 2 to start them together.',
		);
		assert.equal(
			said({strategy: 'concurrent'}),
			'FINISHED in 2.00 s. 6.50 s of waiting in 2.00 s, up to 5 at once.  Press 1.',
		);
		assert.match(
			said({strategy: 'limited'}),
			/^FINISHED in 2\.70 s\. 6\.50 s of waiting in 2\.70 s, up to 3 at once\..*Press \+/,
		);
		assert.match(said({tasks: 1}), /^FINISHED in 1\.50 s\..*Press a/);
		const sequential = modelAt(simulate({strategy: 'sequential'}), 30_000);
		assert.match(
			narrate(modelAt(simulate(), 30_000), sequential, undefined, 200).text,
			/^FINISHED in 2\.00 s: 3\.25× the speed of Sequential\. 6\.50 s of waiting/,
		);
		assert.match(said({tasks: dashboardTasks(5, {profile: {blocks: 500}})}), /profile blocked the thread for 0\.50 s/);
	});

	test('leaves out the key before the verdict where there is no room, and cuts no sentence', () => {
		const model = modelAt(simulate({strategy: 'sequential'}), 30_000);
		assert.equal(
			narrate(model, undefined, undefined, 200).text,
			'FINISHED in 6.50 s. 6.50 s of waiting, one wait at a time. Started together they may take 2.00 s (forecast).  Press 2 to start them together.',
		);
		assert.equal(
			narrate(model, undefined, undefined, 60).text,
			'FINISHED in 6.50 s. 6.50 s of waiting, one wait at a time.',
		);
		assert.equal(narrate(model, undefined, undefined, 30).text, 'FINISHED in 6.50 s.  Press 2.');
	});

	test('says what everybody waits for', () => {
		assert.equal(said({}, 500), '5 waiting on I/O, 0 on the thread: the event loop is free for other work.');
		assert.match(said({strategy: 'sequential'}, 500), /1 waiting on I\/O; 4 queued/);
		assert.match(said({strategy: 'sequential'}, 1600), /profile is done after 1\.50 s; only now settings starts\./);
		assert.match(said({strategy: 'limited'}, 500), /never more than 3; 2 waiting for a slot/);
		assert.match(said({strategy: 'limited'}, 1100), /settings is done after 1\.00 s; avatar takes its slot/);
		assert.match(said({strategy: 'batched'}, 1100), /its slot stays empty until the batch ends/);
		assert.match(said({strategy: 'batched'}, 2700), /batch 2 of 2/);
		assert.match(said({strategy: 'as-completed'}, 900), /avatar.*result 1, delivered at once/);
	});

	test('says what each what-if will do, until it has', () => {
		const tasks = dashboardTasks(5, {settings: {fails: true}, orders: {timeout: 900}});
		const strategy = 'all-settled';
		assert.equal(said({strategy, tasks}, 200), 'What if settings fails at 0.60 s and orders times out at 0.90 s?');
		assert.match(said({strategy, tasks}, 950), /^orders timed out/);
	});

	test('waiting on timers is not called I/O', () => {
		const [description, ...events] = simulate({tasks: 2});
		const timers = events.map(event =>
			event.type === 'task-waiting' ? ({...event, on: {kind: 'timer', ms: 2000}} as TraceEvent) : event,
		);
		assert.match(narrate(modelAt([description, ...timers], 500), undefined).text, /^2 waiting, 0 on the thread/);
	});

	test('says who failed, and what the others do', () => {
		const tasks = dashboardTasks(5, {settings: {fails: true}});
		assert.match(
			said({tasks}, 700),
			/settings failed after 0\.50 s: Promise\.all rejects at once\. 4 tasks keep running/,
		);
		const inPython = simulate({tasks, language: 'python'});
		const result = inPython.find(({type}) => type === 'strategy-settled')?.at ?? 0;
		assert.match(narrate(modelAt(inPython, result), undefined).text, /gather raises at once\. 4 tasks keep running/);
		assert.match(said({tasks, language: 'python'}), /^FAILED after 0\.50 s: ConnectionResetError: .*Press 7/);
		assert.match(
			saidWide({tasks, language: 'python'}),
			/ settings failed; the other 4 were cancelled by asyncio\.run\. {2}Press 7/,
		);
		assert.match(saidWide({tasks}), /settings failed; the other 4 ran until 2\.00 s\. {2}Press 7/);
		const two = dashboardTasks(5, {profile: {fails: true}, settings: {fails: true}});
		assert.match(saidWide({tasks: two}), /settings failed; the other 4 ran until/, 'the first by time, not by order');
		assert.match(saidWide({strategy: 'sequential', tasks}), /settings failed; 3 tasks never started\./);
		assert.match(saidWide({strategy: 'task-group', tasks}), /the other 4 were aborted\./);
		assert.match(
			saidWide({strategy: 'task-group', tasks, language: 'python'}),
			/the other 4 were cancelled by the TaskGroup\./,
		);
		assert.match(said({strategy: 'all-settled', tasks}, 700), /the other 4 are still awaited/);
		assert.match(said({strategy: 'all-settled', tasks}), /4 done, 1 failed/);
		assert.match(said({strategy: 'first-success', tasks}, 700), /failures are ignored/);
		assert.match(said({strategy: 'race', tasks}, 700), /the race is decided/);
		assert.match(said({tasks: dashboardTasks(5, {orders: {timeout: 600}})}, 700), /orders timed out after 0\.60 s/);
		assert.match(said({cancel: {task: 'orders', at: 700}}, 800), /orders was cancelled after 0\.70 s/);
	});

	test('says that racing is not cancelling, while losers run on and when they have', () => {
		assert.match(said({strategy: 'race'}, 900), /avatar is done.*4 tasks keep running: racing is not cancelling/);
		assert.match(
			said({strategy: 'race'}),
			/^FINISHED in 0\.80 s\. The first result came after 0\.80 s; 4 ran until 2\.00 s\. {2}Press 2/,
		);
		assert.doesNotMatch(said({strategy: 'race', tasks: 1}), /ran until/);
	});

	test('says of Python that asyncio.run cancels what is left, where it did', () => {
		for (const strategy of ['race', 'first-success']) {
			assert.match(saidWide({strategy, language: 'python'}), /; 4 cancelled by asyncio\.run at 0\.80 s\. {2}Press 2/);
		}
		assert.doesNotMatch(said({language: 'python'}), /asyncio\.run/);
	});

	test('says who blocks the loop, where, and who cannot go on', () => {
		const tasks = dashboardTasks(5, {settings: {blocks: 500}});
		const {role, text} = narrate(modelAt(simulate({tasks}), 1200), undefined);
		assert.equal(role, 'fail');
		assert.equal(text, 'BLOCKED by settings for 0.40 s at dashboard.js:7; 1 ready task cannot run.');
	});

	test('says why a run broke off', () => {
		assert.match(said({abortAt: 1250}), /^Stopped after 1\.25 s, by you\. {2}Press r/);
		assert.match(said({killAt: 1250}), /^Stopped after 1\.25 s, by SIGKILL\. 2 tasks never settled\. {2}Press r/);
		for (const [outcome, words] of [
			['stalled', /^Stuck at 1\.25 s: 2 tasks wait, such as \w+.*, and nothing can wake them\./],
			['exited', /^The program exited after 1\.25 s with code 3\. 2 tasks never settled\./],
			['failed', /^FAILED after 1\.25 s: Error: no such file\. 2 tasks never settled\. {2}Press r/],
			['cancelled', /^Stopped after 1\.25 s, by you\. 2 tasks never settled/],
		] as const) {
			const [description, ...events] = simulate({killAt: 1250});
			const changed = events.map((event): TraceEvent => {
				if (event.type === 'engine-exited') return {...event, code: 3, signal: null};
				const error = {name: 'Error', message: 'no such file\nand a stack'};
				return event.type === 'run-ended' ? {...event, outcome, error} : event;
			});
			assert.match(narrate(modelAt([description, ...changed], 2000), undefined, undefined, 200).text, words);
		}
	});

	test('the runtime starts before anything runs', () => {
		const [description, ...events] = simulate();
		assert.equal(narrate(modelAt([description], 0), undefined).text, 'The runtime is starting.');
		const up = events.filter(event => event.type === 'runtime-ready');
		assert.match(narrate(modelAt([description, ...up], 0), undefined).text, /^Node\.js 24\.21\.0 is ready/);
	});
});

test('durations have the unit that suits them', () => {
	assert.deepEqual([0, 0.04, 0.42, 9.94, 9.96, 87.4, 999.4, 999.6, 1400, 61_000].map(duration), [
		'0 ms',
		'0 ms',
		'0.4 ms',
		'9.9 ms',
		'10 ms',
		'87 ms',
		'999 ms',
		'1.00 s',
		'1.40 s',
		'61.00 s',
	]);
	assert.equal(seconds(87), '0.09 s');
	assert.equal(times(3.2498), '3.25×');
});
