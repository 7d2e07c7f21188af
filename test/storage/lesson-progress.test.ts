import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {openProgress} from '../../source/storage/lesson-progress.ts';
import {stateFile} from '../../source/storage/state-file.ts';

function folder(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(path, {recursive: true}));
	return path;
}

suite('progress', () => {
	test('is read in the next session, and is the only file in the folder', async t => {
		const file = join(folder(t), 'new', 'progress.json');
		const progress = openProgress(file);
		assert.deepEqual([...progress.done()], []);
		await progress.finish('cook');
		await progress.finish('cook');
		await progress.finish('longest');
		assert.deepEqual([...openProgress(file).done()], ['cook', 'longest']);
		assert.deepEqual(readdirSync(dirname(file)), ['progress.json']);
		assert.equal(progress.takeWarning(), undefined);
	});

	test('of two sessions at once is merged', async t => {
		const file = join(folder(t), 'progress.json');
		const [one, other] = [openProgress(file), openProgress(file)];
		one.done();
		other.done();
		await one.finish('cook');
		await other.finish('longest');
		assert.deepEqual([...openProgress(file).done()].sort(), ['cook', 'longest']);
	});

	for (const text of [
		'{"version": 1, "done": [',
		'[]',
		'{"version": 2, "done": []}',
		'{"version": 1, "done": [5]}',
		'',
	]) {
		test(`does not overwrite a file of another program, and warns once: ${text}`, async t => {
			const file = join(folder(t), 'progress.json');
			writeFileSync(file, text);
			const progress = openProgress(file);
			assert.deepEqual([...progress.done()], []);
			await progress.finish('cook');
			assert.deepEqual([...progress.done()], ['cook']);
			assert.equal(readFileSync(file, 'utf8'), text);
			assert.match(
				progress.takeWarning() ?? '',
				/^Your progress is not saved: .*progress\.json" was not written by async-tui; delete it/,
			);
			assert.equal(progress.takeWarning(), undefined);
			await progress.finish('longest');
			assert.equal(progress.takeWarning(), undefined);
		});
	}

	test('that cannot be written is a warning, once', async t => {
		const path = folder(t);
		writeFileSync(join(path, 'file'), '');
		const progress = openProgress(join(path, 'file', 'progress.json'));
		await progress.finish('cook');
		assert.match(progress.takeWarning() ?? '', /^Your progress is not saved: cannot read ".*": not a directory\.$/);
		await progress.finish('longest');
		assert.equal(progress.takeWarning(), undefined);
	});

	test('in a read-only folder is a warning', {
		skip: process.getuid?.() === 0 && 'root may write anywhere',
	}, async t => {
		const path = folder(t);
		chmodSync(path, 0o500);
		const progress = openProgress(join(path, 'progress.json'));
		await progress.finish('cook');
		chmodSync(path, 0o700);
		assert.match(progress.takeWarning() ?? '', /\(EACCES\)/);
	});

	test('is in the folder that the system has for state', () => {
		const linux = {platform: 'linux', home: '/home/ada'};
		assert.equal(
			stateFile('progress.json', {}, linux),
			join('/home/ada', '.local', 'state', 'async-tui', 'progress.json'),
		);
		assert.equal(
			stateFile('progress.json', {XDG_STATE_HOME: '/state'}, linux),
			join('/state', 'async-tui', 'progress.json'),
		);
		assert.equal(stateFile('progress.json', {XDG_STATE_HOME: 'state'}, linux), stateFile('progress.json', {}, linux));
		const windows = {platform: 'win32', home: 'C:\\ada'};
		assert.equal(
			stateFile('progress.json', {LOCALAPPDATA: '/local'}, windows),
			join('/local', 'async-tui', 'progress.json'),
		);
	});
});
