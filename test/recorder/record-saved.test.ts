import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {svg} from '../../source/exports/recording/formats/svg.ts';
import type {Recording} from '../../source/exports/recording/recording.ts';
import {textOf} from '../../source/exports/recording/recording.ts';
import {parseKeyScript} from '../../source/recorder/key-script.ts';
import {recordSaved} from '../../source/recorder/record-saved.ts';
import {savedWork} from '../../source/recorder/saved-work.ts';
import {readRuns} from '../../source/storage/read-runs.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {oneByOne} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import {mediaTrace} from '../helpers/media-trace.ts';

const catalog = createCatalog();

suite('a recording of saved runs', () => {
	async function play(
		words: string,
		names = ['dashboard-sequential', 'dashboard-concurrent'],
		deadline = 60_000,
		beside = false,
	) {
		const {traces} = await readRuns(names.map(mediaTrace));
		const [first = assert.fail(), ...rest] = traces;
		const script = parseKeyScript(words);
		assert.ok(!('error' in script));
		const work = savedWork([first, ...rest], catalog, {theme: 'dark', motion: 'full', beside});
		return recordSaved(work, script.steps, {size: {columns: 100, rows: 30}, glyphs: unicode, fps: 10, deadline});
	}

	async function playToEnd(...given: Parameters<typeof play>): Promise<Recording> {
		const {recording, error} = await play(...given);
		assert.equal(error, undefined);
		return recording ?? assert.fail();
	}

	const framesOf = (recording: Recording) => recording.frames.map(frame => textOf(recording, frame).join('\n'));

	test('runs them again as the script chooses them, on their own clock', async () => {
		const recording = await playToEnd('wait 1s 2 wait 1s');
		const frames = framesOf(recording);
		const first = (pattern: RegExp) => frames.findIndex(text => pattern.test(text));
		const ends = [
			first(/\[1 Sequential\][\s\S]*FINISHED[\s\S]*6\.5\d s/),
			first(/\[2 Concurrent\][\s\S]*FINISHED[\s\S]*2\.0\d s/),
		];
		assert.ok(0 < (ends[0] ?? 0) && (ends[0] ?? 0) < (ends[1] ?? 0), String(ends));
		const at = ends.map(index => recording.frames[index]?.at ?? 0);
		assert.ok((at[0] ?? 0) >= 6500 && (at[0] ?? 0) < 6800, String(at));
		assert.ok((at[1] ?? 0) - (at[0] ?? 0) >= 3000 && (at[1] ?? 0) - (at[0] ?? 0) < 3400, String(at));
		assert.ok(recording.duration > 12_300 && recording.duration < 13_000);
	});

	test('S runs what is missing beside what ran, then both play on one clock', async () => {
		const frames = framesOf(await playToEnd('wait S wait 200ms S 200ms'));
		const both = frames.filter(text => text.includes('[1 Sequential | 2 Concurrent]'));
		const digits = (text: string) => text.split('\n').slice(2, 5).join('\n');
		assert.ok(both.some(text => /RUNNING[\s\S]*RUNNING/.test(digits(text))));
		assert.match(both.at(-1) ?? '', /6\.5\d s against 2\.0\d s: 3\.2\d×/);
		assert.match(frames.at(-1) ?? '', /\[2 Concurrent\][\s\S]*FINISHED/, 'the run that was started last');
	});

	test('opens with two runs beside each other, as they ran', async () => {
		const recording = await playToEnd('wait', undefined, undefined, true);
		const frames = framesOf(recording);
		assert.ok(frames.every(text => text.includes('[1 Sequential | 2 Concurrent]')));
		assert.ok(frames.every(text => !text.includes('replay 1×')));
		assert.match(frames.at(-1) ?? '', /3\.2\d×/);
		// The longer run, and the pause after it.
		assert.ok(recording.duration >= 8500 && recording.duration < 8800, String(recording.duration));
	});

	test('gives the same bytes each time, in any time zone', async () => {
		const script = 'wait 2 wait Tab 300ms z 300ms z v 300ms';
		const before = process.env.TZ;
		const one = svg(await playToEnd(script));
		process.env.TZ = 'Asia/Tokyo';
		const other = svg(await playToEnd(script));
		process.env.TZ = before ?? '';
		if (before === undefined) delete process.env.TZ;
		assert.equal(one, other);
	});

	test('shows each screen that the script goes to', async () => {
		const frames = framesOf(await playToEnd('wait Tab 200ms Tab 200ms Tab ? 200ms Esc H 200ms Esc'));
		for (const pattern of [/FINISHED/, /Event loop/, /Key differences/, /Esc/]) {
			assert.ok(
				frames.some(text => pattern.test(text)),
				String(pattern),
			);
		}
	});

	test('compares only what was saved', async () => {
		const frames = framesOf(await playToEnd('wait c wait'));
		const table = frames.at(-1) ?? '';
		assert.match(table, /Sequential[\s\S]*Concurrent|Concurrent[\s\S]*Sequential/);
		assert.doesNotMatch(table, /queued|Race|Batched/);
	});

	test('breaks off at a run that was not saved, and says which there are', async () => {
		const {recording, error} = await play('wait 5');
		assert.match(error ?? '', /^word 2, "5": no saved run of .+ in JavaScript\. There are: Sequential, Concurrent\.$/);
		assert.ok((recording?.frames.length ?? 0) > 0);
		const changed = await play('f 1s');
		assert.match(changed.error ?? '', /^word 1, "f": no saved run of Sequential in JavaScript with these tasks/);
	});

	test('shows an exercise with its task, its claims and a hint', async () => {
		const [description, ...events] = simulateProgram(oneByOne, 'python');
		const strategy = {name: 'start', title: 'Your file', total: 'settled'} as const;
		const trace: Trace = [{...description, scenario: {name: 'too-many', title: '429'}, strategy}, ...events];
		const work = savedWork([trace], catalog, {theme: 'dark', motion: 'full'});
		const script = parseKeyScript('wait i 200ms');
		assert.ok(!('error' in script));
		const options = {size: {columns: 100, rows: 30}, glyphs: unicode, fps: 2, deadline: 60_000};
		const {recording = assert.fail()} = await recordSaved(work, script.steps, options);
		assert.match(
			framesOf(recording).at(-1) ?? '',
			/Get all twelve pages[\s\S]*All twelve pages arrive\.[\s\S]*Hint 1 of 3/,
		);
	});

	test('a caption starts after the still before it', async () => {
		const {cues} = await play('say "one" 200ms shot a.png say "two" 100ms');
		const [one, shot, two] = cues.map(({at}) => at) as [number, number, number];
		assert.ok(one < shot && shot < two, String([one, shot, two]));
	});

	test('breaks off at Enter where the list has nothing', async () => {
		const {error} = await play('/zanzibar Enter wait');
		assert.equal(error, 'word 2, "Enter": this key has no effect here.');
	});

	test('a text that never comes ends at the deadline, also as the last word', async () => {
		const {error} = await play('wait:Zanzibar', undefined, 2000);
		assert.equal(error, 'word 1, "wait:Zanzibar": not on the screen after 2 s. Allow more with --deadline SECONDS.');
	});

	test('can quit with the last word, but not before', async () => {
		await playToEnd('wait q');
		assert.equal((await play('wait q 1')).error, 'word 2, "q": this key quits, so no word can follow it.');
	});
});
