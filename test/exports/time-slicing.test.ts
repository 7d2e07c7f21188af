import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {exportInSteps, exportRuns} from '../../source/exports/export-runs.ts';
import {runInSlices} from '../../source/exports/time-slicing.ts';
import {exportToFile} from '../../source/store/export-file.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {simulate} from '../fixtures/simulate.ts';
import {sceneProps} from '../helpers/scene.ts';

const run = simulate({strategy: 'sequential'});
const catalog = createCatalog();

suite('an export in slices', () => {
	test('lets the loop run between two slices, and reports its progress', async () => {
		let turns = 0;
		let isOver = false;
		const others = (): void => {
			turns++;
			if (!isOver) {
				setImmediate(others);
			}
		};
		setImmediate(others);
		const progress: number[] = [];
		const steps = exportInSteps([run], 'gif', {fps: 10});
		const written = await runInSlices(steps, new AbortController().signal, done => progress.push(done));
		isOver = true;
		// Each slice is followed by a turn of the loop.
		assert.ok(progress.length > 10 && turns >= progress.length, `${progress.length} slices, ${turns} turns`);
		assert.deepEqual(
			progress,
			progress.toSorted((one, other) => one - other),
		);
		assert.ok(progress.every(done => done >= 0 && done <= 1));
		assert.ok(Buffer.from(written as Uint8Array).equals(Buffer.from(exportRuns([run], 'gif', {fps: 10}))));
	});

	for (const format of ['svg', 'html', 'cast', 'png', 'csv']) {
		test(`writes the same as without slices: ${format}`, async () => {
			const signal = new AbortController().signal;
			const written = await runInSlices(exportInSteps([run], format, {fps: 4}), signal);
			assert.deepEqual(written, exportRuns([run], format, {fps: 4}));
		});
	}

	test('leaves no file behind after an abort', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		const stop = new AbortController();
		const files = new Set<string>();
		await exportToFile([run], folder, 'gif', catalog, {
			shown: sceneProps({}),
			signal: stop.signal,
			onProgress(file, done) {
				files.add(file);
				if (done > 0.2) {
					stop.abort();
				}
			},
		});
		assert.deepEqual([...files], ['async-tui-dashboard-sequential-javascript.gif']);
		assert.deepEqual(readdirSync(folder), []);
	});
});
