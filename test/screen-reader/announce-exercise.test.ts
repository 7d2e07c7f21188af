import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {announce} from '../../source/screen-reader/announce.ts';
import {announceClaims} from '../../source/screen-reader/announce-exercise.ts';
import {exerciseScenes} from '../fixtures/scenes/exercise.ts';
import {sceneProps} from '../helpers/scene.ts';

const propsOf = (name: string) => sceneProps(exerciseScenes[name] ?? assert.fail(name));

suite('a screen reader hears of an exercise', () => {
	test('its task when it opens', () => {
		const lines = announce(undefined, propsOf('exercise-running'));
		assert.ok(lines.some(line => line.startsWith('Exercise: Two waits in turn. Wait for f and g together.')));
		assert.ok(lines.some(line => line.includes('Your file: overlap.py, Python.')));
	});

	test('each hint once', () => {
		const [before, now] = [propsOf('exercise-running'), propsOf('exercise-failing')];
		const hints = (lines: readonly string[]) => lines.filter(line => line.startsWith('Hint 1 of 3: '));
		assert.equal(hints(announce(before, now)).length, 1);
		assert.equal(hints(announce(now, now)).length, 0);
	});

	test('what holds, what is open, and the end', () => {
		const [failing, done] = [propsOf('exercise-failing').exercise, propsOf('exercise-done').exercise];
		assert.ok(failing && done);
		assert.deepEqual(announceClaims(failing), [
			'Holds: The program was done.',
			'Holds: f took 1.00 s.',
			'Open: g starts while f waits. Now: g started at 1.00 s, f ended at 1.00 s.',
			'2 of 3.',
		]);
		assert.equal(announceClaims(done).at(-1), '3 of 3. Done. Press n for the next one.');
		assert.ok(announce(propsOf('exercise-running'), propsOf('exercise-failing')).includes('2 of 3.'));
	});
});
