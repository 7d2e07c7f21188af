import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {parseKeyScript} from '../../source/recorder/key-script.ts';

const stepsOf = (text: string) => {
	const script = parseKeyScript(text);
	assert.ok(!('error' in script), JSON.stringify(script));
	return script.steps;
};

suite('a key script', () => {
	test('has keys, filters, waits and pauses', () => {
		assert.deepEqual(
			stepsOf('1 wait wait:BLOCKED 3s 500ms 1.5s Enter shift+tab /co # x'),
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
			tape.steps.map(({kind, place}) => [kind, place]),
			[
				['wait', 'two.tape, line 2, "wait"'],
				['press', 'two.tape, line 3, "1"'],
				['wait', 'two.tape, line 3, "wait"'],
				['pause', 'two.tape, line 4, "500ms"'],
			],
		);
		const wrong = parseKeyScript('1\n\nweit # for it', 'my.tape');
		assert.deepEqual(wrong, {
			error: 'my.tape, line 3, "weit": not a key, a wait, a pause or a cue. Did you mean "wait"?',
		});
	});

	test('holds texts in quotes, and cues with what they take', () => {
		const text =
			'say "All at once: 2 s" title "# \\"x\\"" mark "a" say "" hide show speed 2.5 shot a.png "/two words" wait:"a b"';
		assert.deepEqual(
			stepsOf(text).map(({place: _, ...step}) => step),
			[
				{kind: 'say', text: 'All at once: 2 s'},
				{kind: 'title', text: '# "x"'},
				{kind: 'mark', text: 'a'},
				{kind: 'say', text: ''},
				{kind: 'hide'},
				{kind: 'show'},
				{kind: 'speed', factor: 2.5},
				{kind: 'shot', file: 'a.png'},
				{kind: 'press', keys: [...'/two words']},
				{kind: 'wait', text: 'a b'},
			],
		);
	});

	for (const [script, says] of [
		['1\nsay "half', 'my.tape, line 2: this quote is not closed, or holds no JSON string.'],
		['say hello', 'my.tape, line 1, "say": takes a text in quotes, such as say "All at once".'],
		['mark " "', 'my.tape, line 1, "mark": takes a text in quotes, such as mark "All at once".'],
		['speed 0', 'my.tape, line 1, "speed": takes a number from 0.1 to 100, such as speed 2.'],
		['shot a.gif', 'my.tape, line 1, "shot": takes a file that ends in .png, .svg or .txt.'],
		['1\nrecord two', 'my.tape, line 2, "record": the command of a tape is its first line.'],
		['Sleep 1s', 'my.tape, line 1, "Sleep": not a key, a wait, a pause or a cue. Write the time alone, such as 2s.'],
		['1 hied', 'my.tape, line 1, "hied": not a key, a wait, a pause or a cue. Did you mean "hide"?'],
	] as const) {
		test(`says what is wrong with ${JSON.stringify(script)}`, () => {
			assert.deepEqual(parseKeyScript(script, 'my.tape'), {error: says});
		});
	}

	test('as a tape may start with its command', () => {
		const tape = parseKeyScript('# A demo\nrecord two -o "my demo.gif"\n1 wait', 'my.tape');
		assert.ok(!('error' in tape));
		assert.deepEqual(tape.command, {words: ['record', 'two', '-o', 'my demo.gif'], place: 'my.tape, line 2'});
		assert.deepEqual(
			tape.steps.map(({kind}) => kind),
			['press', 'wait'],
		);
	});
});
