import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {RunExit} from '../../../source/exports/lines/run-exit.ts';
import {exitCodeOf, greatestExit, runExit} from '../../../source/exports/lines/run-exit.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

type Ending = Pick<Extract<TraceEvent, {type: 'run-ended'}>, 'outcome'> & {readonly exitCode?: number};

const program = simulateProgram(oneByOne);
const tasks = simulate() as Trace;

function endedWith([description, ...events]: Trace, ending: Ending): RunExit {
	const before = events.filter(({type}) => type !== 'run-ended' && type !== 'engine-exited');
	return runExit([description, ...before, {type: 'run-ended', at: 10_000, open: [], ...ending}]);
}

test('a program keeps its exit code', () => {
	assert.equal(endedWith(program, {outcome: 'ok', exitCode: 0}), 0);
	assert.equal(endedWith(program, {outcome: 'ok', exitCode: 3}), 3);
	assert.equal(endedWith(program, {outcome: 'exited', exitCode: 7}), 7);
	assert.equal(endedWith(program, {outcome: 'exited', exitCode: 0}), 0);
	assert.equal(endedWith(program, {outcome: 'failed', exitCode: 70}), 70);
	assert.equal(endedWith(program, {outcome: 'stalled', exitCode: 13}), 13);
	// Whatever was said of it: a shell would get 0, too.
	for (const outcome of ['failed', 'stalled', 'cancelled'] as const) {
		assert.equal(endedWith(program, {outcome, exitCode: 0}), 0, outcome);
	}
});

test('a program whose exit code is unknown is judged by its outcome', () => {
	assert.equal(endedWith(program, {outcome: 'ok'}), 0);
	assert.equal(endedWith(program, {outcome: 'failed'}), 1);
	assert.equal(endedWith(program, {outcome: 'cancelled'}), 1);
	assert.equal(runExit(undefined), 1);
});

test('a command has the code of its own, whatever its first process ended with', () => {
	const [description, ...events] = program;
	const before = events.filter(({type}) => type !== 'run-ended' && type !== 'engine-exited');
	const exited = (code: number | null, signal: string | null) =>
		runExit([
			{...description, command: ['sh', 'run']},
			...before,
			{type: 'run-ended', at: 10_000, outcome: 'exited', open: [], exitCode: 4},
			{type: 'engine-exited', at: 10_001, code, signal},
		]);
	assert.equal(exited(3, null), 3);
	assert.equal(exited(0, null), 0);
	assert.equal(exited(143, null), 143);
	assert.equal(exited(null, 'SIGTERM'), 'SIGTERM');
	assert.equal(exited(null, null), 4);
});

test('a program ends by its signal only where it did not leave by itself', () => {
	const [description, ...events] = program;
	const ended = (exitCode: number | undefined, signal: string | null) =>
		runExit([
			description,
			...events.filter(({type}) => type !== 'run-ended' && type !== 'engine-exited'),
			{type: 'run-ended', at: 10_000, outcome: 'cancelled', open: [], ...(exitCode !== undefined && {exitCode})},
			{type: 'engine-exited', at: 10_001, code: signal === null ? (exitCode ?? null) : null, signal},
		]);
	assert.equal(ended(undefined, 'SIGINT'), 'SIGINT');
	assert.equal(ended(130, null), 130);
	// Its process was killed only because a thread of it kept running.
	assert.equal(ended(3, 'SIGKILL'), 3);
});

test('an exit has the code that a shell shows, and the greatest counts', () => {
	assert.deepEqual(
		[3, 'SIGINT', 'SIGKILL', 'SIGTERM'].map(exit => exitCodeOf(exit as RunExit)),
		[3, 130, 137, 143],
	);
	assert.equal(greatestExit([3, 'SIGINT', 0]), 'SIGINT');
	assert.equal(greatestExit([]), 0);
});

test('a set of tasks is judged by its outcome alone', () => {
	assert.equal(endedWith(tasks, {outcome: 'ok', exitCode: 3}), 0);
	assert.equal(endedWith(tasks, {outcome: 'failed', exitCode: 0}), 1);
});
