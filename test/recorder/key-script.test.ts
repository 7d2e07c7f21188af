import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {parseKeyScript} from '../../source/recorder/key-script.ts';

suite('a key script', () => {
	test('has keys, filters, waits and pauses', () => {
		assert.deepEqual(
			parseKeyScript('1 wait wait:BLOCKED 3s 500ms 1.5s Enter shift+tab /co # x'),
			[
				{kind: 'press', keys: ['1']},
				{kind: 'wait'},
				{kind: 'wait', text: 'BLOCKED'},
				{kind: 'pause', ms: 3000},
				{kind: 'pause', ms: 500},
				{kind: 'pause', ms: 1500},
				{kind: 'press', keys: ['enter']},
				{kind: 'press', keys: ['shift+tab']},
				{kind: 'press', keys: ['/', 'c', 'o']},
				{kind: 'press', keys: ['#']},
				{kind: 'press', keys: ['x']},
			].map((step, index) => ({
				...step,
				place: `word ${index + 1}, "${'1 wait wait:BLOCKED 3s 500ms 1.5s Enter shift+tab /co # x'.split(' ')[index]}"`,
			})),
		);
	});

	test('as a file has lines and comments, and errors name the line', () => {
		const text = readFileSync(new URL('../fixtures/two.tape', import.meta.url), 'utf8');
		const tape = parseKeyScript(text, 'two.tape');
		assert.ok(!('error' in tape));
		assert.deepEqual(
			tape.map(({kind, place}) => [kind, place]),
			[
				['wait', 'two.tape, line 2, "wait"'],
				['press', 'two.tape, line 3, "1"'],
				['wait', 'two.tape, line 3, "wait"'],
				['pause', 'two.tape, line 4, "500ms"'],
			],
		);
		const wrong = parseKeyScript('1\n\nweit # for it', 'my.tape');
		assert.deepEqual(wrong, {
			error: 'my.tape, line 3, "weit": not a key, a wait or a pause. Did you mean "wait"?',
		});
	});
});
