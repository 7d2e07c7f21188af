import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import type {ParseContext} from '../../../source/cli/args/parse-context.ts';
import type {Command} from '../../../source/cli/command.ts';
import {besideProblem} from '../../../source/cli/commands/beside.ts';
import {parse} from '../../../source/cli/parse.ts';
import {extensions, formatForFile, isRecording} from '../../../source/exports/formats.ts';
import {recordingFormats} from '../../../source/exports/recording/index.ts';
import {tableFormats} from '../../../source/exports/tables/index.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {simulate} from '../../fixtures/simulate.ts';
import {parseContext} from '../../helpers/parse-context.ts';

suite('the command lines of export and record', () => {
	const read = (line: string, differs: Partial<ParseContext> = {}): Promise<Command> =>
		parse(line.split(' '), parseContext({env: {LANG: 'en_GB.UTF-8', TERM: 'xterm-256color'}, ...differs}));

	test('every format is in the list', () => {
		assert.deepEqual(extensions.filter(isRecording).toSorted(), Object.keys(recordingFormats).toSorted());
		assert.deepEqual(extensions.filter(format => !isRecording(format)).toSorted(), tableFormats.toSorted());
	});

	test('the extension chooses the format; the longest counts', () => {
		assert.deepEqual(['a.SVG', 'a.trace.json', 'b.json', 'svg', 'a.mp4'].map(formatForFile), [
			'svg',
			'trace.json',
			'json',
			undefined,
			undefined,
		]);
	});

	test('times are given in seconds; a still is one moment', async () => {
		const command = await read('export a.ndjson b.ndjson -o x.svg --at 1.5 --size 80x24 --theme light --force');
		assert.ok(command.kind === 'export', JSON.stringify(command));
		const {files, from, to, speed, outputs} = command;
		assert.deepEqual([files, from, to, speed], [['a.ndjson', 'b.ndjson'], 1500, 1500, 1]);
		assert.deepEqual(outputs, [
			{
				...{file: 'x.svg', format: 'svg', force: true, v2: false, ascii: false},
				...{size: {columns: 80, rows: 24}, theme: 'light', motion: 'full', fps: 20},
			},
		]);
	});

	test('record takes the target and the flags of a run', async () => {
		const command = await read('record lesson calling --answer c --keys 2 --deadline 5 -o x.gif', {isTTY: false});
		assert.ok(command.kind === 'record', JSON.stringify(command));
		assert.ok(command.work.kind === 'run');
		assert.deepEqual([command.work.scenario, command.work.answer, command.deadline], ['calling', 'c', 5000]);
		assert.deepEqual(command.steps, [{kind: 'press', keys: ['2'], place: 'word 1, "2"'}]);
	});

	test('one take can fill several files, and keep its runs', async () => {
		const command = await read('record two --keys 1 -o x.gif -o x.svg -o x.ndjson');
		assert.ok(command.kind === 'record', JSON.stringify(command));
		assert.deepEqual(
			command.outputs.map(({file, format}) => [file, format]),
			[
				['x.gif', 'gif'],
				['x.svg', 'svg'],
				['x.ndjson', 'ndjson'],
			],
		);
	});

	test('a still has a file of its own', async () => {
		const context = parseContext({env: {LANG: 'en_GB.UTF-8', TERM: 'xterm-256color'}});
		for (const keys of ['1 shot x.svg', 'shot y.svg 1 shot y.svg']) {
			const command = await parse(['record', 'two', '--keys', keys, '-o', 'x.svg'], context);
			assert.match(command.kind === 'usage-error' ? command.message : '', /"[xy]\.svg" is named twice/);
		}
	});

	test('record plays saved runs, with keys or without', async () => {
		const command = await read('record a.ndjson b.ndjson -o x.gif');
		assert.ok(command.kind === 'record', JSON.stringify(command));
		const work = {kind: 'saved', files: ['a.ndjson', 'b.ndjson'], beside: false, place: undefined};
		assert.deepEqual([command.work, command.steps], [work, []]);
	});

	test('two saved runs can be beside each other', async () => {
		for (const line of [
			'a.ndjson b.ndjson',
			'export a.ndjson b.ndjson -o x.svg',
			'record a.ndjson b.ndjson -o x.svg',
		]) {
			const command = await read(`${line} --beside`);
			assert.ok(command.kind === 'replay' || command.kind === 'export' || command.kind === 'record', line);
			const {beside} = command.kind === 'record' ? (command.work as {beside?: boolean}) : command;
			assert.equal(beside, true, line);
		}
	});

	test('what cannot be beside each other is said', () => {
		const of = (name: string): Trace => {
			const [description, ...events] = simulate({});
			return [{...description, scenario: {name, title: name}}, ...events];
		};
		assert.equal(besideProblem([of('dashboard'), of('dashboard')]), undefined);
		assert.equal(
			besideProblem([of('dashboard'), of('scraper')]),
			'--beside takes two runs of the same work: dashboard and scraper are not.',
		);
		assert.match(besideProblem([of('dashboard')]) ?? '', /takes two saved runs/);
	});

	const wrongTapes: readonly (readonly [line: string, says: RegExp])[] = [
		['record two --fps 900', /demo\.tape, line 2: --fps takes a number from 1 to 60/],
		['record nothing\n1', /demo\.tape, line 2: unknown scenario "nothing"/],
		['record two --sise 80x24', /demo\.tape, line 2: unknown flag "--sise"/],
		['record two --keys 1', /demo\.tape, line 2: --keys has no effect in a tape/],
		['record two -o x.csv', /the tape ".*demo\.tape" has no keys/],
	];
	const wrong: readonly (readonly [line: string, says: RegExp])[] = [
		['export -o x.svg', /export needs a saved run/],
		['export a.ndjson', /export needs an output file: -o FILE\nFILE ends in \.svg, \.gif/],
		['export a.ndjson -o x.mp4', /cannot write "x\.mp4": the extension must be .*\.json or \.trace\.json\.\n/],
		['export a.ndjson -o there.svg', /"there\.svg" already exists. Add --force to overwrite it/],
		['export a.ndjson -o x.csv --fps 3', /--fps has no effect on a \.csv/],
		['record two --keys 1 -o x.gif -o ./x.gif', /"\.\/x\.gif" is named twice: name each output file once/],
		['record a.ndjson --seed 3 -o x.gif', /--seed has no effect on a saved run/],
		['record a.ndjson two -o x.gif', /record plays saved runs or runs something, not both: two/],
		['export a.ndjson -o x.ndjson', /cannot write "x\.ndjson": the extension must be/],
		['export a.ndjson -o x.gif --at 3', /--at has no effect on a \.gif/],
		['export a.ndjson -o x.gif --v2', /--v2 has no effect/],
		['export a.ndjson -o x.gif --size 10x10', /--size takes COLUMNSxROWS/],
		['export a.ndjson -o x.gif --from 2 --to 1', /--to must be after/],
		['export a.ndjson -o x.gif -s 1', /--strategy has no effect on a saved run/],
		['export a.ndjson -o x.gif --keys 1', /--keys only works with async-tui record/],
		['two --fps 3', /--fps only works with async-tui export and async-tui record/],
		['record two --keys 1 --beside -o x.gif', /--beside only works with saved runs/],
		['two --beside', /--beside only works with saved runs/],
		['export a.ndjson b.ndjson --beside -o x.csv', /--beside has no effect on a \.csv/],
		['record -o x.gif', /record needs keys to press: --keys/],
		['record --keys 1 -o x.csv', /cannot write "x\.csv"/],
		['record --keys 1 --plain -o x.gif', /record does not work with --plain/],
		['record --keys 1 -o x.gif nothing', /unknown scenario "nothing"/],
		['record --tape none.tape -o x.gif', /cannot read the tape "none\.tape": no such file/],
		['record two --keys hide -o x.gif', /word 1, "hide": this hides the whole recording/],
		['record --keys entre -o x.gif', /word 1, "entre": .* Did you mean "Enter"\?/],
	];
	for (const [line, says] of wrongTapes) {
		test(`a tape with ${JSON.stringify(line)}: is an error with its place`, async () => {
			const folder = mkdtempSync(join(tmpdir(), 'tape-'));
			const tape = join(folder, 'demo.tape');
			writeFileSync(tape, `# Demo\n${line}\n`);
			const command = await read(`record --tape ${tape} -o x.gif`);
			rmSync(folder, {recursive: true});
			assert.match(command.kind === 'usage-error' ? command.message : '', says);
		});
	}
	for (const [line, says] of wrong) {
		test(`${line}: is an error of one sentence`, async () => {
			const command = await read(line, {isFile: path => path === 'there.svg'});
			assert.equal(command.kind, 'usage-error');
			assert.match(command.kind === 'usage-error' ? command.message : '', says);
		});
	}
});
