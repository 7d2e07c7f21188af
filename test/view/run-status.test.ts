import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../source/model/follow.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {hasNoProgram, status} from '../../source/view/run-status.ts';
import {oneByOne} from '../fixtures/scripts.ts';
import {simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import {sceneProps} from '../helpers/scene.ts';

const {session} = sceneProps({});

test('a run with an error that nothing awaited is not shown as one that went well', () => {
	const [described, ...events] = simulate();
	const end = events.at(-1)?.at ?? 0;
	for (const [kind, isDone] of [
		['uncaught', false],
		['unhandled-rejection', false],
		['loop-exception', false],
		['never-awaited', true],
		['runtime', true],
		['engine', true],
	] as const) {
		const warning: TraceEvent = {type: 'warning-raised', at: end, kind, message: 'TypeError: in a timer'};
		const model = modelAt([described, ...events, warning], end);
		const {word, role, sign} = status(model, session, unicode, undefined);
		assert.equal(word, 'FINISHED');
		assert.equal(role === 'done', isDone, kind);
		assert.equal(sign === unicode.state.done, isDone, kind);
	}
});

test('a version that a language lacks does not start for ever', () => {
	for (const [language, expected] of [
		['javascript', 'NOT IN JAVASCRIPT'],
		['python', 'NOT IN PYTHON'],
	] as const) {
		const model = modelAt(simulateProgram(oneByOne, language), -1);
		assert.equal(status(model, session, unicode, undefined).word, 'STARTING');
		const without = {...model, description: {...model.description, files: []}};
		assert.ok(hasNoProgram(without));
		assert.equal(status(without, session, unicode, undefined).word, expected);
	}
});

test('a process that reports no exit code is not shown as failed', () => {
	const [described, ...events] = simulate();
	const at = 900;
	for (const [code, expected] of [
		[null, 'FINISHED'],
		[3, 'FAILED'],
	] as const) {
		const model = modelAt(
			[
				described,
				...events.filter(event => event.at < at),
				{type: 'run-ended', at, outcome: 'exited', open: []},
				{type: 'engine-exited', at, code, signal: null},
			],
			at + 1,
		);
		assert.equal(status(model, session, unicode, undefined).word, expected);
	}
});
