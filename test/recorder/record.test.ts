import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {exportFormats} from '../../source/exports/formats.ts';
import {recordingFormats} from '../../source/exports/recording/index.ts';
import type {Recording} from '../../source/exports/recording/recording.ts';
import {textOf} from '../../source/exports/recording/recording.ts';
import {parseKeyScript} from '../../source/recorder/key-script.ts';
import {record} from '../../source/recorder/record.ts';
import {startSession} from '../../source/session/session.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import type {ScriptedEngine} from '../helpers/scripted-engine.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';

const catalog = createCatalog();

const session = () => {
	const {choice} = catalog.entry('dashboard') ?? assert.fail();
	const options = {language: 'javascript', limit: 3, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
	return startSession(choice, {...options, strategy: 'concurrent'});
};

suite('a recording', () => {
	const nobody = {done: () => new Set<string>(), finish: async () => {}, takeWarning: () => undefined};

	/** Plays a tape to the app over runs whose clock moves as soon as they have begun. */
	async function play(words: string, options: {readonly deadline?: number; readonly keysShown?: boolean} = {}) {
		const {deadline = 20_000, ...shown} = options;
		const engine = scriptEngine();
		const tape = parseKeyScript(words);
		assert.ok(!('error' in tape));
		const props = {engines: [engine], catalog, progress: nobody, initial: {...session(), ...shown}};
		const size = {columns: 100, rows: 30};
		const stop = new AbortController();
		const moved = moveAll(engine, stop.signal);
		const recorded = await record(props, tape.steps, {size, glyphs: unicode, fps: 20, deadline});
		stop.abort();
		await moved;
		return recorded;
	}

	async function playToEnd(...given: Parameters<typeof play>): Promise<Recording> {
		const {recording, error} = await play(...given);
		assert.equal(error, undefined);
		return recording ?? assert.fail('nothing was recorded');
	}

	async function errorOf(...given: Parameters<typeof play>): Promise<string | undefined> {
		const {recording, error} = await play(...given);
		// What came before is not lost.
		assert.ok(recording && recording.frames.length > 0);
		return error;
	}

	async function moveAll(engine: ScriptedEngine, signal: AbortSignal): Promise<void> {
		let moved = 0;
		while (!signal.aborted) {
			await turn();
			if (engine.started.length > moved) {
				moved = engine.started.length;
				await engine.advance(900);
				await engine.advance(10_000);
			}
		}
	}

	const textAt = (film: Recording, at: number) =>
		textOf(film, film.frames.findLast(frame => frame.at <= at) ?? assert.fail()).join('\n');

	test('shows what the app shows, with its keys, and markers at what happened', async () => {
		const film = await playToEnd('wait 200ms 1 wait 500ms', {keysShown: true});
		const [key] = film.keys;
		assert.deepEqual([film.title, film.keys.length, key?.key, key?.words], ['Load a dashboard', 1, '1', 'Sequential']);
		assert.match(textAt(film, key?.at ?? 0), /FINISHED/);
		assert.match(textAt(film, (key?.at ?? 0) + 300), /\[1 Sequential\][\s\S]* {2}1 {2}Sequential *$/m);
		assert.match(textAt(film, film.duration), /FINISHED[\s\S]*6\.50 s/);
		assert.ok(film.markers.some(({kind, words}) => kind === 'settle' && words.includes('profile')));
		for (const [index, {at}] of film.frames.entries()) {
			assert.ok(index === 0 ? at === 0 : at > (film.frames[index - 1]?.at ?? 0));
		}
		for (const [format, write] of Object.entries(recordingFormats)) {
			assert.ok(write(film).length > (format === 'vtt' ? 50 : 500), format);
		}
	});

	test('starts with the title that its script starts with', async () => {
		const {cues} = await play('title "Five requests" wait title "The end"');
		assert.deepEqual(
			cues.map(({at}) => at > 0),
			[false, true],
		);
	});

	test('e lists the formats', async () => {
		const film = await playToEnd('wait e Down 200ms');
		const text = textAt(film, film.duration);
		for (const {extension, words} of exportFormats) {
			assert.ok(text.includes(`.${extension} `) && text.includes(words), extension);
		}
		assert.match(text, /▸ \.gif/);
	});

	test('stops at a key without effect, and names it', async () => {
		assert.equal(await errorOf('1 Y'), 'word 2, "Y": this key has no effect here.');
	});

	test('has a time limit', async () => {
		assert.equal(
			await errorOf('wait:NEVER', {deadline: 1000}),
			'word 1, "wait:NEVER": not on the screen after 1 s. Allow more with --deadline SECONDS.',
		);
	});

	test('can quit with the last word, but not before', async () => {
		await playToEnd('wait q');
		assert.equal(await errorOf('q 1'), 'word 1, "q": this key quits, so no word can follow it.');
	});
});
