import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {parse} from '../../../source/cli/parse.ts';
import {strategies} from '../../../source/content/strategies/index.ts';
import {exitSummary} from '../../../source/exports/lines/exit-summary.ts';
import {formatRerunCommand} from '../../../source/exports/rerun-command.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {ended} from '../../helpers/events.ts';
import {parseContext} from '../../helpers/parse-context.ts';

suite('the exit summary', () => {
	const sequential = ended(simulate({strategy: 'sequential'}));

	test('names the run, its total, and the sequential run to compare it with', () => {
		assert.equal(
			exitSummary(ended(simulate()), {sequential}),
			[
				'Load a dashboard: Concurrent 2.00 s, Sequential 6.50 s (3.25x)',
				'Run it again:  async-tui dashboard -s concurrent --seed 42',
				'See more:      async-tui list',
				'',
			].join('\n'),
		);
	});

	test('names no version of a program of the user, and says of an attached process how long it was observed', () => {
		const model = ended(simulateProgram(oneByOne));
		const {title} = model.description.scenario;
		const first = (shown: typeof model) => exitSummary(shown, {isUserProgram: true}).split('\n')[0];
		assert.match(first(model) ?? '', new RegExp(`^${title}: \\d\\.\\d\\d s$`));
		const process = {pid: 812, parent: 1, command: ['node'], attached: '12:04:31'};
		assert.match(first({...model, description: {...model.description, process}}) ?? '', /: observed for \d\.\d\d s$/);
	});

	const firstLines: readonly (readonly [simulation: Parameters<typeof simulate>[0], line: string])[] = [
		[{}, 'Load a dashboard: Concurrent 2.00 s'],
		[{strategy: 'sequential'}, 'Load a dashboard: Sequential 6.50 s'],
		[{strategy: 'race'}, 'Load a dashboard: Race 0.80 s to the first result'],
		[{tasks: dashboardTasks(5, {settings: {fails: true}})}, 'Load a dashboard: Concurrent failed after 0.50 s'],
		[{killAt: 900}, 'Load a dashboard: Concurrent killed after 0.90 s'],
		[{abortAt: 900}, 'Load a dashboard: Concurrent cancelled after 0.90 s'],
	];
	for (const [simulation, line] of firstLines) {
		test(line, () => assert.equal(exitSummary(ended(simulate(simulation))).split('\n')[0], line));
	}

	test('names how to open a lesson, its version and a required language, but no seed', () => {
		const [, again] = exitSummary(ended(simulateProgram(oneByOne)), {invocation: 'lesson calling'}).split('\n');
		assert.equal(again, 'Run it again:  async-tui lesson calling -s as-it-is');
		const [, inPython] = exitSummary(sequential, {language: 'python'}).split('\n');
		const {description} = ended(simulateProgram(oneByOne));
		const invocation = 'main.mjs main.py --main -- Ada';
		assert.equal(
			formatRerunCommand({description}, {invocation, language: 'python', isUserProgram: true}),
			`async-tui -l python ${invocation}`,
		);
		assert.equal(inPython, 'Run it again:  async-tui dashboard -s sequential -l python --seed 42');
	});

	test('reports a run that was quit, or did not start', () => {
		const trace = simulate();
		assert.match(exitSummary(modelAt(trace, 700)), /^Load a dashboard: Concurrent quit after 0\.70 s\n/);
		assert.match(exitSummary(modelAt([trace[0]], 0)), /^Load a dashboard: Concurrent did not start\n/);
	});

	test('gives a command line that repeats the run, and says what it leaves out', async () => {
		for (const {name} of strategies) {
			const [, again = ''] = exitSummary(ended(simulate({strategy: name, limit: 4}))).split('\n');
			const argv = again.replace('Run it again:  async-tui ', '').split(' ');
			const command = await parse(argv, parseContext());
			assert.ok(command.kind === 'run');
			assert.deepEqual([command.scenario, command.strategy, command.seed], ['dashboard', name, 42]);
			if (name === 'limited' || name === 'batched') {
				assert.equal(command.limit, 4);
			}
		}
		assert.match(exitSummary(sequential, {changed: true}), /--seed 42 {3}\(without your task changes\)\n/);
	});
});
