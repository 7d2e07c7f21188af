import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import type {CodePane} from '../../../source/model/projections/code.ts';
import {code} from '../../../source/model/projections/code.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {dashboardPlace, strategyNames, strategyPlace} from '../../fixtures/programs.ts';
import {nested, oneByOne, orphan} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const marked = (pane: CodePane | undefined) =>
	pane?.lines.flatMap(({number, mark}) => (mark ? [`${number} ${mark.kind} ${mark.tasks.join(' ')}`] : []));

suite('the code', () => {
	test('is the text of the files, the strategy first', () => {
		const model = modelAt(simulate(), 0);
		const panes = code(model, undefined);
		assert.deepEqual(
			panes.map(pane => pane.role),
			['strategy', 'scenario'],
		);
		for (const pane of panes) {
			const file = model.description.files.find(file => file.name === pane.name);
			assert.equal(pane.lines.map(line => `${line.text}\n`).join(''), file?.text);
			assert.deepEqual(
				pane.lines.map(line => line.number),
				pane.lines.map((_, index) => index + 1),
			);
		}
	});

	test('marks the lines where tasks are suspended, and no others', () => {
		const [strategy, scenario] = code(modelAt(simulate(), 1400), undefined);
		assert.deepEqual(marked(strategy), ['3 suspended concurrent']);
		const [profile, orders] = [dashboardPlace('profile', 'json').line, dashboardPlace('orders', 'fetch').line];
		assert.deepEqual(marked(scenario), [`${profile} suspended profile`, `${orders} suspended orders`]);
	});

	test('marks where the strategy got the failure of a task', () => {
		const tasks = dashboardTasks(5, {settings: {fails: true}});
		const [strategy] = code(modelAt(simulate({tasks}), 1_000_000), undefined);
		assert.deepEqual(marked(strategy), ['3 received settings']);
		const [settled] = code(modelAt(simulate({tasks, strategy: 'all-settled'}), 1_000_000), undefined);
		assert.ok(!marked(settled)?.some(mark => mark.includes('received')));
	});

	test('every strategy is marked where the trace says that it waits', () => {
		for (const strategy of strategyNames) {
			const [pane] = code(modelAt(simulate({strategy}), 300), undefined);
			assert.equal(marked(pane)?.length, 1, strategy);
			assert.ok(pane?.lines[strategyPlace(strategy).line - 1]?.mark, strategy);
			assert.match(pane?.lines[strategyPlace(strategy).line - 1]?.text ?? '', /await/);
		}
	});

	test('many tasks at one line are named once each, the selected first', () => {
		const [, scenario] = code(modelAt(simulate({tasks: 15}), 300), 'profile-3');
		assert.deepEqual(scenario?.lines[1]?.mark, {kind: 'suspended', tasks: ['profile-3', 'profile', 'profile-2']});
	});

	test('a call is known by the planned task above it', () => {
		const [description, ...events] = simulate({tasks: 1});
		const place = {file: 'dashboard.js', line: 7, column: 3};
		const call: readonly TraceEvent[] = [
			{type: 'task-created', at: 0, task: 'c', name: 'load', kind: 'call', parent: 'profile'},
			{type: 'task-started', at: 0, task: 'c'},
			{type: 'task-waiting', at: 0, task: 'c', place, on: {kind: 'opaque'}},
		];
		const begun = events.filter(event => event.at === 0);
		assert.deepEqual(code(modelAt([description, ...begun, ...call], 0), undefined)[1]?.lines[6]?.mark, {
			kind: 'suspended',
			tasks: ['profile'],
		});
	});

	test('a failure stays marked where it was thrown, when all is over', () => {
		const failing = simulate({tasks: dashboardTasks(5, {settings: {fails: true}})});
		const line = dashboardPlace('settings', 'fetch').line;
		for (const moment of [600, 9000]) {
			const [, scenario] = code(modelAt(failing, moment), undefined);
			assert.ok(marked(scenario)?.includes(`${line} failed settings`), `${moment}: ${marked(scenario)}`);
		}
		assert.deepEqual(marked(code(modelAt(simulate(), 9000), undefined)[1]), []);
	});

	test('a time limit is marked where it struck', () => {
		const trace = simulate({tasks: dashboardTasks(5, {orders: {timeout: 600}})});
		const line = dashboardPlace('orders', 'fetch').line;
		assert.ok(marked(code(modelAt(trace, 700), undefined)[1])?.includes(`${line} failed orders`));
	});

	test('a block is marked while it lasts, over what waits there', () => {
		const trace = simulate({tasks: dashboardTasks(7, {settings: {blocks: 500}})});
		const line = dashboardPlace('settings', 'fetch').line;
		assert.deepEqual(code(modelAt(trace, 1100), undefined)[1]?.lines[line - 1]?.mark, {
			kind: 'blocked',
			tasks: ['settings'],
		});
		assert.equal(code(modelAt(trace, 1310), undefined)[1]?.lines[line - 1]?.mark, undefined);
	});

	test('a task on the thread is marked where it went on', () => {
		const trace = simulate({tasks: dashboardTasks(5, {settings: {blocks: 100}})});
		const line = dashboardPlace('settings', 'fetch').line;
		assert.deepEqual(code(modelAt(trace, 850), undefined)[1]?.lines[line - 1]?.mark, {
			kind: 'running',
			tasks: ['settings'],
		});
	});

	test('nobody is suspended in a process that is gone', () => {
		for (const pane of code(modelAt(simulate({killAt: 1250}), 9000), 'orders')) assert.deepEqual(marked(pane), []);
	});

	test('keeps the selected task in sight, else the first mark', () => {
		const focus = (selected: string | undefined, moment: number) =>
			code(modelAt(simulate(), moment), selected)[1]?.focus;
		assert.equal(focus('orders', 1400), dashboardPlace('orders', 'fetch').line);
		assert.equal(focus('avatar', 1400), dashboardPlace('profile', 'json').line, 'it is over: the first mark');
		assert.equal(focus(undefined, 1400), dashboardPlace('profile', 'json').line);
		assert.equal(focus('orders', 9000), dashboardPlace('orders', 'json').line, 'everything settled: where it was last');
		assert.equal(focus(undefined, 9000), 1);
	});

	test('places outside the files, and lines that do not exist, mark nothing', () => {
		const [description, ...events] = simulate({tasks: 1});
		const lost = events.map(event =>
			event.type === 'task-waiting' ? {...event, place: {file: 'dashboard.js', line: 9999, column: 1}} : event,
		);
		for (const pane of code(modelAt([description, ...lost], 100), 'profile')) {
			assert.deepEqual(marked(pane), []);
			assert.ok(pane.focus >= 1 && pane.focus <= pane.lines.length);
		}
	});

	test('of a program is one file; each call is known by itself', () => {
		for (const language of ['javascript', 'python'] as const) {
			const panes = code(modelAt(simulateProgram(oneByOne, language), 1200), '#1');
			assert.deepEqual(
				panes.map(({role}) => role),
				['program'],
			);
			assert.deepEqual(
				marked(panes[0])?.map(words => words.replace(/^\d+ /, '')),
				['ended f', 'suspended g', 'suspended main', 'suspended top level'],
			);
			assert.equal(panes[0]?.focus, panes[0]?.lines.find(({mark}) => mark?.tasks[0] === 'g')?.number);
		}
	});

	test('marks at its header that a function has come to its end, weaker than all else, and no top level', () => {
		const [pane] = code(modelAt(simulateProgram(orphan), 9000), '#1');
		assert.deepEqual(marked(pane), ['3 ended f', '8 ended g', '13 ended main']);
		assert.equal(pane?.focus, 18, 'nobody is to be looked for there');
		const [cancelled] = code(modelAt(simulateProgram(orphan, 'python'), 9000), undefined);
		assert.deepEqual(marked(cancelled), ['4 ended f', '14 ended main'], 'g was cancelled');
	});

	test('names no more of those that have ended than one can read', () => {
		const [pane] = code(modelAt(simulateProgram(nested(30)), 9000), undefined);
		assert.equal(pane?.lines[0]?.mark?.tasks.length, 20);
		assert.equal(pane?.lines[0]?.mark?.count, 30);
	});
});
