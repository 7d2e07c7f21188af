import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Recording} from '../../source/exports/recording/recording.ts';
import {textOf} from '../../source/exports/recording/recording.ts';
import {toRow} from '../../source/exports/recording/row.ts';
import {addTexts} from '../../source/recorder/add-texts.ts';
import {applyTime} from '../../source/recorder/apply-time.ts';
import {checkTexts} from '../../source/recorder/captions.ts';
import type {Cue} from '../../source/recorder/cue.ts';
import {parseKeyScript} from '../../source/recorder/key-script.ts';
import {recordingTime} from '../../source/recorder/recording-time.ts';
import {stillOf} from '../../source/recorder/still-of.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {span} from '../../source/view/line.ts';
import {createTheme} from '../../source/view/theme.ts';

const size = {columns: 20, rows: 3};

/** A take whose screen counts tenths of seconds. */
function take(seconds: number): Recording {
	const theme = createTheme('dark', 3);
	const row = (text: string) => toRow([span('text', text)], theme, unicode);
	const ticks = Array.from({length: seconds * 10}, (_, index) => index);
	return {
		...{title: 'counting', size, theme: 'dark', duration: seconds * 1000},
		rows: [row(''), ...ticks.map(tick => row(`tick ${tick}`))],
		frames: ticks.map(tick => ({at: tick * 100, rows: [tick + 1, 0, 0]})),
		markers: [{at: 1500, kind: 'settle', words: 'a'}],
		keys: [{at: 2500, key: '1', words: 'Sequential'}],
		captions: [],
		narrations: [],
	};
}

const textAt = (recording: Recording, at: number) =>
	textOf(recording, recording.frames.findLast(frame => frame.at <= at) ?? assert.fail()).map(row => row.trim());

suite('the time of a recording', () => {
	const cues: readonly Cue[] = [
		{kind: 'speed', factor: 4, at: 1000},
		{kind: 'hide', at: 2000},
		{kind: 'show', at: 2600},
		{kind: 'speed', factor: 1, at: 3000},
	];

	test('is that of the take, without what is hidden, and faster or slower', () => {
		const to = recordingTime(cues);
		assert.deepEqual(
			[0, 1000, 1400, 2000, 2300, 2600, 3000, 4000].map(to),
			[0, 1000, 1100, 1250, 1250, 1250, 1350, 2350],
		);
	});

	test('moves frames, keys and markers along, at no more frames per second than asked for', () => {
		const edited = applyTime(take(4), [...cues, {kind: 'mark', text: 'chapter 1', at: 3000}], 10);
		assert.equal(edited.duration, 2350);
		assert.deepEqual(edited.markers, [
			{at: 1125, kind: 'settle', words: 'a'},
			{at: 1350, kind: 'chapter', words: 'chapter 1'},
		]);
		assert.deepEqual(edited.keys, [], 'the key was pressed while the screen was hidden');
		for (const [index, {at}] of edited.frames.entries()) {
			assert.ok(index === 0 ? at === 0 : at - (edited.frames[index - 1]?.at ?? 0) >= 100, String(at));
		}
		assert.deepEqual(textAt(edited, 900)[0], 'tick 9');
		assert.deepEqual(textAt(edited, 2340)[0], 'tick 39');
	});

	test('leaves nothing of what is hidden in the file, also at the end', () => {
		const edited = applyTime(take(4), [cues[1], cues[2], {kind: 'hide', at: 3500}] as Cue[], 10);
		const ticks = edited.rows.map(({text}) => Number(text.split(' ')[1])).filter(tick => tick >= 0);
		const shown = Array.from({length: 35}, (_, tick) => tick).filter(tick => tick < 20 || tick > 25);
		assert.deepEqual(ticks, shown);
		assert.deepEqual(textAt(edited, edited.duration)[0], 'tick 34');
	});
});

suite('the texts of a recording', () => {
	test('captions have rows of their own in all frames; a title covers the screen until the next key or text', () => {
		const shown = addTexts(
			take(4),
			[
				{kind: 'title', text: 'Two ways', at: 0},
				{kind: 'say', text: 'One after the other, by and by', at: 1000},
				{kind: 'say', text: '', at: 2000},
				{kind: 'title', text: 'Then', at: 2200},
			],
			unicode,
		);
		assert.deepEqual(shown.size, {columns: 20, rows: 5});
		assert.deepEqual(textAt(shown, 500), ['', 'Two ways', '', '', '']);
		assert.deepEqual(textAt(shown, 1000), ['tick 10', '', '', 'One after the', 'other, by and by']);
		assert.deepEqual(textAt(shown, 2000), ['tick 20', '', '', '', '']);
		assert.deepEqual(textAt(shown, 2300), ['', 'Then', '', '', '']);
		assert.deepEqual(textAt(shown, 2500), ['tick 25', '', '', '', ''], 'a key ends it');
		assert.deepEqual(shown.captions, [
			{from: 0, to: 1000, text: 'Two ways'},
			{from: 1000, to: 2000, text: 'One after the other, by and by'},
			{from: 2200, to: 2500, text: 'Then'},
		]);
	});

	test('a title interrupts what is said in words, also where nothing has captions', () => {
		const said = {...take(4), narrations: [{from: 0, to: 4000, text: 'Counts.'}]};
		const {captions, narrations} = addTexts(said, [{kind: 'title', text: 'Then', at: 1000}], unicode);
		assert.deepEqual(captions, []);
		assert.deepEqual(narrations, [
			{from: 0, to: 1000, text: 'Counts.'},
			{from: 1000, to: 2500, text: 'Then'},
			{from: 2500, to: 4000, text: 'Counts.'},
		]);
	});

	test('a take without any stays as it is', () => {
		const bare = take(1);
		assert.equal(addTexts(bare, [{kind: 'mark', text: 'a', at: 100}], unicode), bare);
	});

	test('a still has the frame of its moment', () => {
		const still = stillOf(take(2), 730);
		assert.equal(still.frames.length, 1);
		assert.deepEqual(textAt(still, 0)[0], 'tick 7');
		assert.equal(still.rows.length, 2, 'no rows of other moments');
	});

	test('that do not fit are found before anything runs', () => {
		const script = parseKeyScript(`say "${'long words '.repeat(5)}"`, 'demo.tape');
		assert.ok(!('error' in script));
		assert.equal(checkTexts(script.steps, size), 'demo.tape, line 1, "say": 4 rows of text, 2 fit in 20 columns.');
		assert.equal(checkTexts(script.steps, {columns: 100, rows: 30}), undefined);
	});
});
