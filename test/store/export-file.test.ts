import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {exportRuns} from '../../source/exports/export-runs.ts';
import {formatsOn} from '../../source/exports/formats.ts';
import {png} from '../../source/exports/recording/formats/png.ts';
import {recordStill} from '../../source/exports/recording/frame-recorder.ts';
import {exportToFile} from '../../source/store/export-file.ts';
import {replayProps} from '../../source/store/replay-props.ts';
import type {Trace} from '../../source/trace/trace.ts';
import type {Size} from '../../source/view/props.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {oneByOne} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import type {Scene} from '../helpers/scene.ts';
import {sceneProps} from '../helpers/scene.ts';
import {recorded} from '../helpers/test-recordings.ts';

const catalog = createCatalog();
const decorate = replayProps(catalog);

suite('exporting the run on screen', () => {
	test('writes to an unused name, which the notice has', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		const run = recorded('concurrent');
		const named: Trace = [{...run[0], scenario: {name: '../../x', title: 'X'}}, ...run.slice(1)];
		const say = (ending: string) => exportToFile([named], folder, ending, catalog, {shown: sceneProps({}), fps: 2});
		assert.equal(await say('csv'), 'Wrote async-tui-x-concurrent-javascript.csv.');
		assert.equal(await say('csv'), 'Wrote async-tui-x-concurrent-javascript-2.csv.');
		assert.equal(await say('png'), 'Wrote async-tui-x-concurrent-javascript.png.');
		assert.equal(
			await exportToFile([], folder, 'csv', catalog, {shown: sceneProps({})}),
			'Nothing to export: no run yet.',
		);
		const nowhere = await exportToFile([named], join(folder, 'no'), 'csv', catalog, {shown: sceneProps({})});
		assert.equal(nowhere, 'Not saved: no such file or directory.');
	});

	for (const [what, session] of [
		['the event loop', {screen: 'loop'}],
		['the lanes alone', {zoom: 'lanes'}],
		['the key differences', {screen: 'differences'}],
		['another lane', {selected: 3}],
	] as const) {
		test(`a still shows what is shown: ${what}`, async t => {
			const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
			t.after(() => rmSync(folder, {recursive: true}));
			const menu = {kind: 'export', selected: 4} as const;
			const shown = sceneProps({session, overlay: menu});
			const size = {columns: 100, rows: 30};
			await exportToFile([recorded('concurrent')], folder, 'png', catalog, {shown, size});
			const written = readFileSync(join(folder, 'async-tui-dashboard-concurrent-javascript.png'));
			const below = recordStill(sceneProps({session}), {size});
			assert.ok(written.equals(Buffer.from(png(below))), 'the rows below the menu');
			assert.ok(!written.equals(Buffer.from(png(recordStill(sceneProps({}), {size})))), 'not those of the dashboard');
		});
	}

	test('a recording shows the runs on the screen from which it is made', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		const run = recorded('concurrent');
		const shown = sceneProps({session: {screen: 'loop'}});
		await exportToFile([run], folder, 'svg', catalog, {shown, fps: 2});
		const expected = exportRuns([run], 'svg', {decorate, fps: 2, baseProps: {session: {screen: 'loop'}}});
		assert.equal(readFileSync(join(folder, 'async-tui-dashboard-concurrent-javascript.svg'), 'utf8'), expected);
		assert.match(expected.toString(), /Event loop/);
	});

	/** Exports what is shown to an SVG of a few frames. Returns its text. */
	async function exported(
		t: {after: (work: () => void) => void},
		traces: readonly Trace[],
		scene: Scene,
		{catalog: from = catalog, ...options}: {readonly size?: Size; readonly catalog?: typeof catalog} = {},
	): Promise<string> {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		await exportToFile(traces, folder, 'svg', from, {shown: sceneProps(scene), fps: 1, ...options});
		return readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8');
	}

	test('the table of a comparison fills run by run, and names no keys', async t => {
		const traces = [recorded('sequential'), recorded('concurrent')];
		const covered = {kind: 'compare'} as const;
		const text = await exported(t, traces, {overlay: {kind: 'export', selected: 0, covered}});
		assert.match(text, /\[Compare\]/);
		assert.match(text, />Run 1 of 2: Sequential\. Run 2 of 2: Concurrent\. Concurrent is \S+ as fast as Sequential\.</);
		assert.ok(!text.includes('Press') && !text.includes('Esc '));
		const length = Math.ceil(traces.reduce((sum, trace) => sum + (trace.at(-1)?.at ?? 0), 0));
		assert.match(text, new RegExp(`animation:${length + 2000}ms`), 'no pause between the runs');
	});

	test('a recording shows the details that the menu covers', async t => {
		const menu = {kind: 'export', selected: 0, covered: {kind: 'details'}} as const;
		const text = await exported(t, [recorded('concurrent')], {overlay: menu});
		assert.match(text, /connecting 0\.\d+ s/);
		assert.doesNotMatch(text, /Esc |timeout/, 'no keys');
	});

	for (const [what, session, words] of [
		['the verdict', {verdict: true, run: 1}, 'What happened'],
		['the event loop', {screen: 'loop'}, 'Queues'],
	] as const) {
		test(`a recording names no keys: ${what}`, async t => {
			const text = await exported(t, [recorded('sequential')], {session}, {size: {columns: 100, rows: 60}});
			const shown = [...text.matchAll(/<text[^>]*>([^<]*)/g)].map(([, words = '']) => words.trim());
			assert.ok(shown.some(each => each.includes(words)));
			for (const key of ['v', 'o', ', .', 'z', 'Next']) assert.ok(!shown.includes(key), key);
		});
	}

	for (const [screen, words] of [
		['calls', /3 functions/],
		['waiting', /waits? at \d+ lines?/],
	] as const) {
		test(`a recording of a program shows its ${screen} while they change`, async t => {
			const trace = simulateProgram(oneByOne, 'javascript');
			const text = await exported(t, [trace], {program: oneByOne, session: {screen}});
			assert.match(text, words);
			assert.match(text, /@keyframes/);
		});
	}

	test('a recording of an exercise shows its task and claims, with the file that ran', async t => {
		const [description, ...events] = simulateProgram(oneByOne, 'python');
		const files = description.files.map(file => ({...file, name: 'too-many.py'}));
		const strategy = {name: 'start', title: 'Your file', total: 'settled'} as const;
		const trace: Trace = [{...description, scenario: {name: 'too-many', title: '429'}, strategy, files}, ...events];
		const open = createCatalog();
		open.openExercise({name: 'too-many'}, {path: '/course/too-many.py', language: 'python'});
		const inApp = await exported(t, [trace], {session: {hints: 1}}, {catalog: open});
		for (const text of [inApp, String(exportRuns([trace], 'svg', {decorate, fps: 1}))]) {
			for (const words of ['Get all twelve pages', 'All twelve pages arrive.', 'too-many.py']) {
				assert.ok(text.includes(words), words);
			}
		}
		assert.match(inApp, /Hint 1 of 3/);
	});

	test('a screen without time offers no moving formats', () => {
		const offered = (screen: string) => formatsOn(screen).map(({extension}) => extension);
		assert.deepEqual(offered('differences'), ['svg', 'png', 'md', 'csv', 'json', 'trace.json']);
		assert.ok(offered('loop').includes('gif'));
		assert.ok(offered('compare').includes('gif'));
	});
});
