import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {exportRuns} from '../../source/exports/export-runs.ts';
import {exportToFile} from '../../source/store/export-file.ts';
import {replayProps} from '../../source/store/replay-props.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {recorded} from '../helpers/test-recordings.ts';

const catalog = createCatalog();
const decorate = replayProps(catalog);

suite('exporting the run on screen', () => {
	test('writes to an unused name, which the notice has; a still is of the moment on screen', async t => {
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
		assert.equal(nowhere, 'Not saved: no such file or directory.');
	});
});
