import assert from 'node:assert/strict';
import {test} from 'node:test';
import {quitExit} from '../../source/store/quit-exit.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {oneByOne} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

type Outcome = Extract<TraceEvent, {type: 'run-ended'}>['outcome'];

function ended(outcome: Outcome, code: number | null, signal: string | null = null): Trace {
	const [description, ...events] = simulateProgram(oneByOne);
	return [
		description,
		...events.filter(({type}) => type !== 'run-ended' && type !== 'engine-exited'),
		{type: 'run-ended', at: 10_000, outcome, open: [], ...(code !== null && {exitCode: code})},
		{type: 'engine-exited', at: 10_001, code, signal},
	];
}

const interrupted = ended('cancelled', null, 'SIGINT');
const [first, ...later] = simulateProgram(oneByOne);
const running: Trace = [first, ...later.slice(0, 5)];

test('a program that has left by itself decides, whatever its code', () => {
	for (const cause of ['q', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		assert.equal(quitExit(cause, [ended('exited', 3)]), 3, cause);
		// It was asked to end, and left with a code of its own.
		assert.equal(quitExit(cause, [ended('cancelled', 3)]), 3, cause);
		assert.equal(quitExit(cause, [ended('ok', 0)]), 0, cause);
	}
	assert.equal(quitExit('SIGINT', [ended('exited', 130)]), 130);
	assert.equal(quitExit('SIGTERM', [ended('exited', 143)]), 143);
	assert.equal(quitExit('q', [ended('killed', null, 'SIGSEGV')]), 'SIGSEGV');
});

test('a program that the signal ended leaves the signal, and 0 after q', () => {
	assert.equal(quitExit('SIGINT', [interrupted]), 'SIGINT');
	assert.equal(quitExit('SIGTERM', [ended('cancelled', null, 'SIGTERM')]), 'SIGTERM');
	// A second Ctrl+C has killed it.
	assert.equal(quitExit('SIGINT', [ended('cancelled', null, 'SIGKILL')]), 'SIGINT');
	assert.equal(quitExit('q', [interrupted]), 0);
	// As a shell and npm exit when the signal has ended what they waited for.
	assert.equal(quitExit('q', [ended('exited', 130)]), 0);
});

test('without a program that has ended, the signal counts', () => {
	assert.equal(quitExit('SIGHUP', []), 'SIGHUP');
	assert.equal(quitExit('SIGHUP', [running]), 'SIGHUP');
	assert.equal(quitExit('q', [running]), 0);
});
