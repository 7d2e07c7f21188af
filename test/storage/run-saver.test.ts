import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import type {OutputFile} from '../../source/storage/output-file.ts';
import {createOutputFile} from '../../source/storage/output-file.ts';
import {readRuns} from '../../source/storage/read-runs.ts';
import {UnsavedRuns} from '../../source/storage/run-group-file.ts';
import type {RunSaver} from '../../source/storage/run-saver.ts';
import {createRunSaver} from '../../source/storage/run-saver.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {simulate} from '../fixtures/simulate.ts';

async function opened(t: TestContext): Promise<{folder: string; file: string; saver: RunSaver}> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'run.ndjson');
	return {folder, file, saver: createRunSaver(await createOutputFile(file))};
}

const runOf = (seed: number): Trace => {
	const [description, ...events] = simulate();
	return [{...description, seed}, ...events];
};

function feed(saver: RunSaver, run: Trace): void {
	const {write, end} = saver.run();
	run.forEach(write);
	end();
}

const seedsIn = async (file: string) => {
	const {traces, problems} = await readRuns([file]);
	assert.deepEqual(problems, []);
	return traces.map(([{seed}]) => seed);
};

suite('a saver of runs', () => {
	test('writes runs that follow one another to one file', async t => {
		const {folder, file, saver} = await opened(t);
		[1, 2, 3].forEach(seed => void feed(saver, runOf(seed)));
		assert.equal(await saver.finish(), 3);
		assert.deepEqual(await seedsIn(file), [1, 2, 3]);
		assert.deepEqual(readdirSync(folder), ['run.ndjson']);
	});

	test('writes runs at the same time one after the other, in the order of their starts', async t => {
		const {folder, file, saver} = await opened(t);
		const [one, other] = [saver.run(), saver.run()];
		const [first, second] = [runOf(1), runOf(2)];
		for (let index = 0; index < first.length; index++) {
			other.write(second[index] ?? assert.fail());
			one.write(first[index] ?? assert.fail());
		}
		other.end();
		one.end();
		assert.equal(await saver.finish(), 2);
		assert.deepEqual(await seedsIn(file), [1, 2]);
		assert.deepEqual(readdirSync(folder), ['run.ndjson']);
	});

	test('replaces runs by those that began after them, once these have an event', async t => {
		const {folder, file, saver} = await opened(t);
		feed(saver, runOf(1));
		saver.begin();
		const aborted = saver.run();
		saver.begin();
		// Too late: other runs have begun.
		aborted.write(runOf(2)[0]);
		aborted.end();
		feed(saver, runOf(3));
		assert.equal(await saver.finish(), 1);
		assert.deepEqual(await seedsIn(file), [3]);
		assert.deepEqual(readdirSync(folder), ['run.ndjson']);
	});

	test('saves the last runs that had events', async t => {
		const {folder, file, saver} = await opened(t);
		feed(saver, runOf(1));
		saver.begin();
		saver.run().end();
		assert.equal(await saver.finish(), 1);
		assert.deepEqual(await seedsIn(file), [1]);
		assert.deepEqual(readdirSync(folder), ['run.ndjson']);
	});

	test('without runs leaves no file', async t => {
		const {folder, saver} = await opened(t);
		assert.equal(await saver.finish(), 0);
		assert.deepEqual(readdirSync(folder), []);
	});

	test('waits for the end of a run that was aborted', async t => {
		const {file, saver} = await opened(t);
		const {write, end} = saver.run();
		const [description, ...events] = runOf(1);
		write(description);
		const finished = saver.finish();
		setImmediate(() => {
			events.forEach(write);
			end();
		});
		assert.equal(await finished, 1);
		assert.deepEqual(await seedsIn(file), [1]);
	});

	test('has the events on the disk within a second, and reports where', async t => {
		const {folder, saver} = await opened(t);
		const reported = new Promise<string>(resolve => {
			saver.onPlace(resolve);
		});
		const {write, end} = saver.run();
		write(runOf(1)[0]);
		assert.equal(await reported, `What came before is in "${join(folder, 'run.part.ndjson')}".`);
		end();
		await saver.finish();
	});

	test('names no part whose directory is gone', async t => {
		const {folder, saver} = await opened(t);
		feed(saver, runOf(1));
		renameSync(folder, `${folder}-moved`);
		const error: unknown = await saver.finish().catch((reason: unknown) => reason);
		renameSync(`${folder}-moved`, folder);
		assert.ok(error instanceof UnsavedRuns);
		assert.deepEqual([(error.cause as NodeJS.ErrnoException).code, error.parts], ['ENOENT', []]);
	});

	test('does not overwrite a file that came meanwhile: the runs stay beside it', async t => {
		const {folder, file, saver} = await opened(t);
		feed(saver, runOf(1));
		writeFileSync(file, 'theirs');
		await assert.rejects(saver.finish(), (error: UnsavedRuns) => {
			assert.ok(error instanceof UnsavedRuns);
			assert.equal((error.cause as NodeJS.ErrnoException).code, 'EEXIST');
			assert.deepEqual(error.parts, [join(folder, 'run.part.ndjson')]);
			return true;
		});
		assert.equal(readFileSync(file, 'utf8'), 'theirs');
		assert.deepEqual(await seedsIn(join(folder, 'run.part.ndjson')), [1]);
	});

	test('reports a full disk once, keeps what was written, and lets the run go on', async t => {
		const {folder} = await opened(t);
		const real = await createOutputFile(join(folder, 'run.ndjson'));
		let room = 2;
		const full: OutputFile = {
			...real,
			async write(content) {
				room -= 1;
				if (room < 0) {
					throw Object.assign(new Error('no space'), {code: 'ENOSPC'});
				}
				await real.write(content);
			},
		};
		const saver = createRunSaver(full);
		const errors: unknown[] = [];
		saver.onError(error => errors.push(error));
		const {write, end} = saver.run();
		const [description, ...events] = runOf(1);
		write({...description, scenario: {name: 'x', title: 'x'.repeat(70_000)}});
		events.forEach(write);
		write({type: 'output-written', at: 1e6, stream: 'stdout', text: 'y'.repeat(70_000)});
		write({type: 'output-written', at: 1e6, stream: 'stdout', text: 'z'.repeat(70_000)});
		end();
		await assert.rejects(saver.finish(), UnsavedRuns);
		assert.equal(errors.length, 1);
		const {traces} = await readRuns([real.part]);
		assert.equal(traces.length, 1);
	});

	test('writes the runs of a whole session to a pipe or a device, as they come', async () => {
		const written: string[] = [];
		const device = await createOutputFile('/dev/null');
		const saver = createRunSaver({...device, write: async content => void written.push(String(content))});
		feed(saver, runOf(1));
		saver.begin();
		feed(saver, runOf(2));
		assert.equal(await saver.finish(), 2);
		assert.equal(written.join('').match(/"type":"run-described"/g)?.length, 2);
	});
});
