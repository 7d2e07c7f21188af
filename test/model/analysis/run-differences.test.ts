import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {dashboardAction} from '../../../source/keys/action-for-key.ts';
import {differences, formatWhatDecides} from '../../../source/model/analysis/run-differences.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {narratePair} from '../../../source/model/narration/narrate-pair.ts';
import {strategyNames} from '../../fixtures/programs.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const over = 30_000;
const pair = (simulation: Simulation, at = over, python: Simulation = {}) =>
	[modelAt(simulate(simulation), at), modelAt(simulate({...simulation, ...python, language: 'python'}), at)] as const;
const found = (...of: Parameters<typeof pair>) => differences(...pair(...of));
const said = (...of: Parameters<typeof pair>) => narratePair(...pair(...of)).text;
const about = (subject: string, ...of: Parameters<typeof pair>) => found(...of).find(each => each.subject === subject);

suite('what differs in two runs', () => {
	test('who started when, seen against the first await of the strategy', () => {
		assert.deepEqual(about('started', {}), {
			subject: 'started',
			left: '5 inside the call, from 0 ms',
			right: 'on the loop after the first await, from 0 ms',
		});
		assert.equal(about('started', {strategy: 'sequential'}), undefined, 'both start what they await themselves');
		assert.equal(about('started', {}, -1), undefined);
	});

	test('what a failure did to the others, and when', () => {
		const tasks = dashboardTasks(5, {profile: {fails: true}});
		assert.deepEqual(found({tasks}).slice(0, 1), [
			{subject: 'the others', left: '4 ran until 2.00 s', right: '4 cancelled by asyncio.run at 0.75 s'},
		]);
		const during = about('the others', {tasks}, 1100);
		assert.ok(during && 'left' in during);
		assert.equal(during.left, '2 ran until 1.00 s, 2 in flight');
		assert.equal(about('the others', {tasks, strategy: 'task-group'}), undefined, 'both groups cancel them');
		assert.equal(about('the others', {tasks, strategy: 'all-settled'}), undefined, 'nothing was decided by it');
	});

	test('what became of the losers of a race; the totals are equal', () => {
		const rows = found({strategy: 'race'});
		assert.deepEqual(rows[0], {
			subject: 'the others',
			left: '4 ran until 2.00 s',
			right: '4 cancelled by asyncio.run at 0.80 s',
		});
		assert.deepEqual(about('total', {strategy: 'race'}), {
			subject: 'total',
			both: '0.80 s in both',
		});
	});

	test('equal totals, and what they follow from', () => {
		for (const [strategy, total, decides] of [
			['concurrent', '2.00 s', ': the longest task decides, not the language'],
			['sequential', '6.50 s', ': the sum of latencies decides, not the language'],
			['batched', '3.20 s', ''],
			['first-success', '0.80 s', ''],
		] as const) {
			assert.deepEqual(about('total', {strategy}), {subject: 'total', both: `${total} in both`});
			assert.equal(formatWhatDecides(...pair({strategy})), decides);
		}
		assert.equal(about('total', {}, 1900), undefined, 'not before both have one');
	});

	test('a loop that was held in one language only, and its warnings', () => {
		const [javascript] = pair({tasks: dashboardTasks(5, {settings: {blocks: 500}})});
		const [, python] = pair({});
		const lag = differences(javascript, python).find(({subject}) => subject === 'loop lag');
		assert.ok(lag && 'right' in lag);
		assert.match(lag.left, /^up to [45]\d\d ms$/);
		assert.equal(lag.right, 'up to 0.1 ms');
		const [one, other] = pair({});
		const warning = {type: 'warning-raised', at: 5, kind: 'never-awaited', message: 'x'} as const;
		assert.deepEqual(
			differences(one, {...other, warnings: [warning, warning]}).find(({subject}) => subject === 'warnings'),
			{subject: 'warnings', left: 'none', right: '2 never awaited'},
		);
	});

	test('nothing is said of a run that never began', () => {
		assert.deepEqual(found({}, over, {missing: 'No usable Python.'}), []);
	});
});

suite('the narration of two runs', () => {
	test('says what is true of both', () => {
		assert.equal(said({}, -1), 'Both runtimes are starting. Both runs will start together.');
		assert.equal(said({}, 5, {startsAt: 12}), 'JavaScript runs; Python is about to start.');
		assert.equal(said({}, 1700), 'Both loops are asleep: 1 task waits in each.');
		assert.equal(said({}, 400), 'Both loops are asleep: 5 tasks wait in each.');
		assert.equal(said({}), 'Both took 2.00 s: the longest task decides, not the language.  Press f to make one fail.');
		const blocks = dashboardTasks(5, {settings: {blocks: 500}});
		assert.match(said({tasks: blocks}, 1200), /^BLOCKED: settings is on the only thread in both languages/);
	});

	test('says where they part', () => {
		const tasks = dashboardTasks(5, {profile: {fails: true}});
		assert.equal(said({tasks}, 1700), 'Python failed in 0.75 s; JavaScript has 1 task to go.');
		assert.match(
			said({tasks}),
			/^In JavaScript 4 ran until 2\.00 s, in Python 4 cancelled by asyncio\.run at 0\.75 s\./,
		);
		assert.match(
			said({tasks, strategy: 'task-group'}),
			/^profile failed in both; the others: 4 aborted at 0\.75 s\. {2}Press 2/,
		);
		assert.match(
			said({strategy: 'race'}),
			/^Both took 0\.80 s; in JavaScript 4 ran until 2\.00 s, in Python 4 cancelled|^In JavaScript 4 ran until 2\.00 s/,
		);
	});

	test('says why a run broke off, and where', () => {
		assert.match(said({abortAt: 1250}), /^JavaScript: Stopped after 1\.25 s, by you\./);
		assert.match(
			narratePair(modelAt(simulate(), over), modelAt(simulate({language: 'python', killAt: 900}), over)).text,
			/^Python: Stopped after 0\.90 s, by SIGKILL\./,
		);
		assert.match(
			said({cancel: {task: 'orders', at: 700}}),
			/^In JavaScript 4 ran until 1\.50 s, in Python 4 cancelled by asyncio\.run at 0\.70 s/,
		);
	});

	test('is that of one language where the other cannot run', () => {
		assert.match(said({}, over, {missing: 'No usable Python.'}), /^FINISHED in 2\.00 s/);
	});

	test('is one line that has room, and names only keys that exist', () => {
		const changes = [{}, {settings: {fails: true}}, {orders: {timeout: 600}}, {profile: {blocks: 500}}];
		const broken = [{cancel: {task: 'orders', at: 700}}, {abortAt: 1250}, {killAt: 900}];
		for (const strategy of strategyNames) {
			for (const what of [...changes.map(change => ({tasks: dashboardTasks(5, change)})), ...broken]) {
				const simulation = {strategy, ...what};
				for (let at = 0; at < 8000; at += 170) {
					const text = said(simulation, at, {startsAt: 12});
					assert.match(text, /^[A-Za-z0-9].*[.…]$/u, text);
					assert.ok(text.length <= 96, text);
					assert.doesNotMatch(text, /undefined|NaN|Infinity|\b1 tasks/, text);
				}
				const [, key = ''] = /Press (\S+?)[.:]?(?= |$)/.exec(said(simulation)) ?? [];
				assert.ok(dashboardAction(key), `${key}: ${said(simulation)}`);
			}
		}
	});
});
