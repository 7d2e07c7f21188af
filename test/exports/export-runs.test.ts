import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {runExport} from '../../source/cli/commands/export/run.ts';
import {parse} from '../../source/cli/parse.ts';
import {exportRuns} from '../../source/exports/export-runs.ts';
import {extensions} from '../../source/exports/formats.ts';
import {groupRuns} from '../../source/exports/recording/group-runs.ts';
import {readRuns} from '../../source/storage/read-runs.ts';
import {replayProps} from '../../source/store/replay-props.ts';
import {formatEvent} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {parseContext} from '../helpers/parse-context.ts';
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

	test('are read from several files, several from one; the summary of --json does no harm', async () => {
		const [one, other] = [recorded('sequential'), recorded('concurrent')];
		const both = file('both.ndjson', `${inLines(one)}{"type":"summary"}\n${inLines(other)}`);
		const {traces, problems} = await readRuns([both, file('one.ndjson', inLines(one))]);
		assert.deepEqual([traces, problems], [[one, other, one], []]);
	});

	test('are read up to the damage, which is reported with file and line', async () => {
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
		assert.match(problems[1] ?? '', /^cannot read .*none\.ndjson": no such file or directory\.$/);
	});

	test('of the same work in JavaScript and then Python are side by side, others in sequence', () => {
		const [one, other] = [recorded('sequential'), recorded('concurrent')];
		const python = inPython(one);
		assert.deepEqual(groupRuns([one, python, other, python, one]), [[one, python], [other], [python], [one]]);
	});

	test('give the same bytes each time, in every format', () => {
		for (const format of extensions) {
			const [first, second] = [0, 1].map(() => exportRuns([recorded('concurrent')], format, {decorate, fps: 2}));
			assert.ok(first !== undefined && first.length > (format === 'vtt' ? 50 : 500), format);
			assert.deepEqual(first, second);
		}
	});

	test('are not exported after their end, which the error names', async () => {
		const run = file('run.ndjson', inLines(recorded('concurrent')));
		const output = join(folder, 'late.svg');
		const command = await parse(['export', run, '-o', output, '--from', '50'], parseContext());
		assert.ok(command.kind === 'export');
		const said: string[] = [];
		assert.equal(await runExport(command, {catalog, warn: sentence => said.push(sentence), streams: process}), 2);
		assert.match(said.join(), /^nothing to export after 50 s: the recording ends at 2\.\d\d s\.$/);
		assert.ok(!existsSync(output));
	});

	test('have the dashboard of their scenario: its strategies, and no footer but with --key-bar', () => {
		const text = String(exportRuns([recorded('concurrent')], 'svg', {decorate, from: 500, to: 500}));
		for (const words of ['Sequential', 'Settled', 'Promise.all', 'RUNNING']) {
			assert.ok(text.includes(words), words);
		}
		assert.ok(!text.includes('@keyframes'), 'one moment is a still');
		const withKeys = exportRuns([recorded('concurrent')], 'svg', {decorate, from: 500, to: 500, keyBar: true});
		assert.deepEqual([text.includes('pause'), String(withKeys).includes('pause')], [false, true]);
	});
});
