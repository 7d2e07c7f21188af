import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import type {ParseContext} from '../../source/cli/args/parse-context.ts';
import type {Command} from '../../source/cli/command.ts';
import {runExport} from '../../source/cli/commands/export/run.ts';
import {parse} from '../../source/cli/parse.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {exportRuns} from '../../source/exports/export-runs.ts';
import {exportFormats, extensions, formatForFile, isRecording} from '../../source/exports/formats.ts';
import {groupRuns} from '../../source/exports/recording/group-runs.ts';
import {recordingFormats} from '../../source/exports/recording/index.ts';
import type {Recording} from '../../source/exports/recording/recording.ts';
import {textOf} from '../../source/exports/recording/recording.ts';
import {tableFormats} from '../../source/exports/tables/index.ts';
import {describeKey} from '../../source/keys/describe-key.ts';
import {parseKeyScript} from '../../source/recorder/key-script.ts';
import {record} from '../../source/recorder/record.ts';
import {startSession} from '../../source/session/session.ts';
import {readRuns} from '../../source/storage/read-runs.ts';
import {exportToFile} from '../../source/store/export-file.ts';
import {replayProps} from '../../source/store/replay-props.ts';
import {formatEvent} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {surroundings} from '../helpers/parse-context.ts';
import type {ScriptedEngine} from '../helpers/scripted-engine.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';
import {recorded} from '../helpers/test-recordings.ts';

const catalog = createCatalog();
const decorate = replayProps(catalog);

const inLines = (...traces: readonly Trace[]) =>
	traces.flatMap(trace => trace.map(event => `${formatEvent(event)}\n`)).join('');

/** The same run as if it had been in Python. */
const inPython = ([description, ...events]: Trace): Trace => [{...description, language: 'python'}, ...events];

suite('saved runs', () => {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const file = (name: string, text: string) => {
		writeFileSync(join(folder, name), text);
		return join(folder, name);
	};
	after(() => rmSync(folder, {recursive: true}));

	test('are read from several files, and several from one; what closes the output of --json is no damage', async () => {
		const [one, other] = [recorded('sequential'), recorded('concurrent')];
		const both = file('both.ndjson', `${inLines(one)}{"type":"summary"}\n${inLines(other)}`);
		const {traces, problems} = await readRuns([both, file('one.ndjson', inLines(one))]);
		assert.deepEqual([traces, problems], [[one, other, one], []]);
	});

	test('what is damaged is said with its file and its line; what came before it is there', async () => {
		const text = inLines(recorded('sequential'), recorded('concurrent'));
		const cut = file('cut.ndjson', text.split('\n').slice(0, -20).join('\n'));
		const {traces, problems} = await readRuns([cut, join(folder, 'none.ndjson')]);
		assert.equal(traces.length, 2);
		assert.equal(problems.length, 2);
		const line = text.split('\n').length - 20;
		assert.ok(
			problems[0]?.endsWith(`cut.ndjson, line ${line}: the trace stops here, before its run ends.`),
			problems[0],
		);
		assert.match(problems[1] ?? '', /^cannot read .*none\.ndjson: no such file or directory\.$/);
	});

	test('JavaScript and then Python of the same work are side by side, others one after the other', () => {
		const [one, other] = [recorded('sequential'), recorded('concurrent')];
		const python = inPython(one);
		assert.deepEqual(groupRuns([one, python, other, python, one]), [[one, python], [other], [python], [one]]);
	});

	test('become every format, the same bytes each time', () => {
		for (const format of extensions) {
			const [first, second] = [0, 1].map(() => exportRuns([recorded('concurrent')], format, {decorate, fps: 2}));
			assert.ok(first !== undefined && first.length > 500, format);
			assert.deepEqual(first, second);
		}
	});

	test('of which nothing is left to be shown are not written, and it is said where they end', async () => {
		const run = file('run.ndjson', inLines(recorded('concurrent')));
		const film = join(folder, 'late.svg');
		const command = await parse(['export', run, '-o', film, '--from', '50'], surroundings());
		assert.ok(command.kind === 'export');
		const said: string[] = [];
		assert.equal(await runExport(command, {catalog, warn: sentence => said.push(sentence)}), 2);
		assert.match(said.join(), /^nothing to export after 50 s: the recording ends at 2\.\d\d s\.$/);
		assert.ok(!existsSync(film));
	});

	test('have the dashboard of their scenario around them: its strategies, its keys, the limit of the run', () => {
		const text = String(exportRuns([recorded('concurrent')], 'svg', {decorate, from: 500, to: 500}));
		for (const words of ['Sequential', 'Settled', 'Promise.all', 'pause', 'RUNNING']) {
			assert.ok(text.includes(words), words);
		}
		assert.ok(!text.includes('@keyframes'), 'one moment is a still');
	});
});

suite('the run that is shown', () => {
	test('is written under a name that its folder does not have yet, a still at its moment; the name is said', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		const run = recorded('concurrent');
		const named: Trace = [{...run[0], scenario: {name: '../../x', title: 'X'}}, ...run.slice(1)];
		const say = (ending: string) => exportToFile([named], folder, ending, catalog, {moment: 700, fps: 2});
		assert.equal(await say('csv'), 'Wrote async-tui-x-concurrent-javascript.csv.');
		assert.equal(await say('csv'), 'Wrote async-tui-x-concurrent-javascript-2.csv.');
		assert.equal(await say('png'), 'Wrote async-tui-x-concurrent-javascript.png.');
		const still = exportRuns([named], 'png', {decorate, from: 700, to: 700});
		assert.ok(readFileSync(join(folder, 'async-tui-x-concurrent-javascript.png')).equals(Buffer.from(still)));
		assert.equal(await exportToFile([], folder, 'csv', catalog, {moment: undefined}), 'Nothing to export: no run yet.');
		const nowhere = await exportToFile([named], join(folder, 'no'), 'csv', catalog, {moment: undefined});
		assert.equal(nowhere, 'Cannot save to this folder: no such file or directory.');
	});
});

suite('the command lines of export and record', () => {
	const read = (line: string, differs: Partial<ParseContext> = {}): Promise<Command> =>
		parse(line.split(' '), surroundings({env: {LANG: 'en_GB.UTF-8', TERM: 'xterm-256color'}, ...differs}));

	test('all formats that there are have their words', () => {
		assert.deepEqual(extensions.filter(isRecording).toSorted(), Object.keys(recordingFormats).toSorted());
		assert.deepEqual(extensions.filter(format => !isRecording(format)).toSorted(), tableFormats.toSorted());
	});

	test('the ending says the format, the longest counts', () => {
		assert.deepEqual(['a.SVG', 'a.trace.json', 'b.json', 'svg', 'a.mp4'].map(formatForFile), [
			'svg',
			'trace.json',
			'json',
			undefined,
			undefined,
		]);
	});

	test('seconds are milliseconds; a still is one moment', async () => {
		const command = await read('export a.ndjson b.ndjson -o x.svg --at 1.5 --size 80x24 --theme light --force');
		assert.ok(command.kind === 'export', JSON.stringify(command));
		const {files, from, to, speed, output} = command;
		assert.deepEqual([files, from, to, speed], [['a.ndjson', 'b.ndjson'], 1500, 1500, 1]);
		assert.deepEqual(output, {
			...{file: 'x.svg', format: 'svg', force: true, v2: false, ascii: false},
			...{size: {columns: 80, rows: 24}, theme: 'light', motion: 'full', fps: 20},
		});
	});

	test('behind record stands what a run is asked for', async () => {
		const command = await read('record lesson calling --answer c --keys 2 --deadline 5 -o x.gif', {isTTY: false});
		assert.ok(command.kind === 'record', JSON.stringify(command));
		assert.deepEqual([command.run.scenario, command.run.answer, command.deadline], ['calling', 'c', 5000]);
		assert.deepEqual(command.steps, [{kind: 'press', keys: ['2'], place: 'word 1, "2"'}]);
	});

	const wrong: readonly (readonly [line: string, says: RegExp])[] = [
		['export -o x.svg', /export needs a saved run/],
		['export a.ndjson', /export needs an output file: -o FILE\nFILE ends in \.svg, \.gif/],
		['export a.ndjson -o x.mp4', /cannot write "x\.mp4": the extension must be .*\.json or \.trace\.json\.\n/],
		['export a.ndjson -o there.svg', /"there\.svg" already exists. Add --force to overwrite it/],
		['export a.ndjson -o x.csv --fps 3', /--fps has no effect on a \.csv/],
		['export a.ndjson -o x.gif --at 3', /--at has no effect on a \.gif/],
		['export a.ndjson -o x.gif --v2', /--v2 has no effect/],
		['export a.ndjson -o x.gif --size 10x10', /--size takes COLUMNSxROWS/],
		['export a.ndjson -o x.gif --from 2 --to 1', /--to must be after/],
		['export a.ndjson -o x.gif -s 1', /--strategy has no effect on a saved run/],
		['export a.ndjson -o x.gif --keys 1', /--keys only works with async-tui record/],
		['two --fps 3', /--fps only works with async-tui export and async-tui record/],
		['record -o x.gif', /record needs keys to press: --keys/],
		['record --keys 1 -o x.csv', /cannot write "x\.csv"/],
		['record --keys 1 --plain -o x.gif', /record does not work with --plain/],
		['record --keys 1 -o x.gif nothing', /unknown scenario "nothing"/],
		['record --tape none.tape -o x.gif', /cannot read the tape "none\.tape": no such file/],
		['record --keys entre -o x.gif', /word 1, "entre": .* Did you mean "Enter"\?/],
	];
	for (const [line, says] of wrong) {
		test(`${line}: wrong, in a sentence`, async () => {
			const command = await read(line, {isFile: path => path === 'there.svg'});
			assert.equal(command.kind, 'usage-error');
			assert.match(command.kind === 'usage-error' ? command.message : '', says);
		});
	}
});

suite('a tape', () => {
	test('holds keys, filters, waits and times', () => {
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

	test('as a file has lines and comments, and says the line of what is wrong', () => {
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

const session = () => {
	const {choice} = catalog.entry('dashboard') ?? assert.fail();
	const look = {language: 'javascript', limit: 3, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
	return startSession(choice, {...look, strategy: 'concurrent'});
};

test('what a key does is said as its table says it, of a strategy by its name', () => {
	const words = (key: string, overlay = {}) => describeKey({...session(), ...overlay}, key, strategies);
	assert.deepEqual(
		['1', 'p', 'x', 'Z'].map(key => words(key)),
		['Sequential', 'language', 'cancel the task now', undefined],
	);
	const find = {overlay: {kind: 'find', filter: '', selected: 0}};
	assert.deepEqual(
		['1', 'enter', 'down'].map(key => words(key, find)),
		['', 'open', 'choose'],
	);
});

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
		const film = await record(props, tape, {size, glyphs: unicode, fps: 20, deadline});
		stop.abort();
		await moved;
		return film;
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

	test('is a film of what the app shows, with its keys, and markers at what happened', async () => {
		const film = await play('wait 200ms 1 wait 500ms', {keysShown: true});
		assert.ok(!('error' in film), JSON.stringify(film));
		const [key] = film.keys;
		assert.deepEqual([film.title, film.keys.length, key?.key, key?.words], ['Load a dashboard', 1, '1', 'Sequential']);
		assert.match(textAt(film, key?.at ?? 0), /FINISHED/);
		assert.match(textAt(film, (key?.at ?? 0) + 300), /\[1 Sequential\][\s\S]* {2}1 {2}Sequential *$/);
		assert.match(textAt(film, film.duration), /FINISHED[\s\S]*6\.50 s/);
		assert.ok(film.markers.some(({kind, words}) => kind === 'settle' && words.includes('profile')));
		for (const [index, {at}] of film.frames.entries()) {
			assert.ok(index === 0 ? at === 0 : at > (film.frames[index - 1]?.at ?? 0));
		}
		for (const write of Object.values(recordingFormats)) {
			assert.ok(write(film).length > 500);
		}
	});

	test('e lists what the run can be written as', async () => {
		const film = await play('wait e Down 200ms');
		assert.ok(!('error' in film), JSON.stringify(film));
		const text = textAt(film, film.duration);
		for (const {extension, words} of exportFormats) {
			assert.ok(text.includes(`.${extension} `) && text.includes(words), extension);
		}
		assert.match(text, /▸ \.gif/);
	});

	test('stops at a key that does nothing, and says which', async () => {
		assert.deepEqual(await play('1 Z'), {error: 'word 2, "Z": this key has no effect here.'});
	});

	test('does not wait for ever', async () => {
		assert.deepEqual(await play('wait:NEVER', {deadline: 1000}), {
			error: 'word 1, "wait:NEVER": not done after 1 s. Allow more with --deadline SECONDS.',
		});
	});

	test('may end with the program, but not before the tape', async () => {
		assert.ok(!('error' in (await play('wait q'))));
		assert.deepEqual(await play('q 1'), {error: 'word 1, "q": the program quit before this.'});
	});
});
