import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {ScenarioInfo} from '../../source/session/choices.ts';
import type {Session} from '../../source/session/session.ts';
import {nextExerciseNotice, solutionNotice, updateExercise} from '../../source/session/update-exercise.ts';

const exercise = {hints: 2, language: 'python', file: 'too-many.py', next: 'for-each'} as const;
const strategies = ['start', 'solution'].map(name => ({name, title: name, limited: false}));
const scenario = {exercise, strategies} as unknown as ScenarioInfo;
const session = {scenario: 'too-many', strategy: 'start', run: 1} as unknown as Session;
const hint = (from: Session) => updateExercise(from, {type: 'next-hint'}, exercise).session;
const again = (from: Session) => updateExercise(from, {type: 'start-over'}, exercise);

suite('an exercise', () => {
	test('shows one hint after the other, and after the last one names the solution', () => {
		const [one, two] = [hint(session), hint(hint(session))];
		assert.deepEqual([one.hints, two.hints], [1, 2]);
		assert.deepEqual([hint(two).hints, hint(two).notice], [2, 'That was the last hint. Press 2 to see a solution.']);
	});

	test('opens its solution after the last hint, or once it is done', () => {
		const of = (hints: number, index: number, isExerciseDone = false) =>
			solutionNotice({...session, hints}, scenario, index, {isExerciseDone});
		assert.equal(of(1, 1), 'A solution opens after the last hint. Press i for a hint.');
		assert.deepEqual([of(2, 1), of(0, 1, true), of(0, 0)], [undefined, undefined, undefined]);
		assert.equal(
			solutionNotice(session, {strategies} as unknown as ScenarioInfo, 1, {isExerciseDone: false}),
			undefined,
		);
	});

	test('asks before it throws the file away', () => {
		const asked = again(session);
		assert.deepEqual([asked.effects, asked.session.notice], [[], 'Throw away your too-many.py? Press u again.']);
		const done = again(asked.session);
		assert.deepEqual(done.effects, [{type: 'restore-file'}]);
		assert.equal(done.session.isRestartPending, undefined);
	});

	test('names the next one', () => {
		assert.match(nextExerciseNotice(exercise), /async-tui exercise for-each\.$/);
		assert.match(nextExerciseNotice({...exercise, next: undefined}), /last exercise/);
	});

	test('has keys that say what they are for elsewhere', () => {
		const {session: next, effects} = updateExercise(session, {type: 'next-hint'}, undefined);
		assert.deepEqual([effects, next.hints], [[], undefined]);
		assert.match(next.notice ?? '', /exercises/);
	});
});
