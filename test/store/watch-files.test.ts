import assert from 'node:assert/strict';
import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {FileChange} from '../../source/store/watch-files.ts';
import {watchFiles} from '../../source/store/watch-files.ts';

/** How long a change may take to be seen, in ms, on a machine that is busy. */
const patience = 20_000;

/** The new text of a file, or `gone`. */
const seenChange = ({path, isGone}: FileChange) => (isGone ? 'gone' : readFileSync(path, 'utf8'));

/** Watches a file that has `zero`. `seen` grows; `until` resolves once its last text is this one. */
function watched(t: {after: (callback: () => void) => void}) {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const file = join(folder, 'a.js');
	writeFileSync(file, 'zero');
	const seen: string[] = [];
	const watcher = watchFiles(changes => seen.push(...changes.map(seenChange)));
	watcher.watch([file]);
	t.after(() => {
		watcher.stop();
		rmSync(folder, {recursive: true});
	});
	const until = async (text: string) => {
		const deadline = performance.now() + patience;
		while (seen.at(-1) !== text) {
			assert.ok(performance.now() < deadline, `"${text}" was not seen, but ${JSON.stringify(seen)}`);
			await wait(5);
		}
	};
	return {file, seen, until};
}

test('each way to save a file is seen once', async t => {
	const {file, seen, until} = watched(t);
	const ways: Readonly<Record<string, (text: string) => void | Promise<void>>> = {
		'in place': text => writeFileSync(file, text),
		'renamed over': text => {
			writeFileSync(`${file}~`, text);
			renameSync(`${file}~`, file);
		},
		'moved away and created': text => {
			renameSync(file, `${file}.bak`);
			writeFileSync(file, text);
		},
		'deleted, and created later': async text => {
			rmSync(file);
			await wait(30);
			writeFileSync(file, text);
		},
	};
	for (const [way, save] of Object.entries(ways)) {
		await save(way);
		await until(way);
	}
	assert.deepEqual(seen, Object.keys(ways));
});

test('no change of the text is none', async t => {
	const {file, seen, until} = watched(t);
	utimesSync(file, new Date(), new Date());
	writeFileSync(`${file}x`, 'another file');
	await wait(150);
	writeFileSync(file, 'one');
	await until('one');
	assert.deepEqual(seen, ['one']);
});

test('a file that is truncated first is seen when it has its text', async t => {
	const {file, seen, until} = watched(t);
	truncateSync(file);
	await wait(150);
	appendFileSync(file, 'whole');
	await until('whole');
	assert.deepEqual(seen, ['whole']);
});

test('a file that is gone is seen after a while, and again once it is back with the same text', async t => {
	const {file, seen, until} = watched(t);
	rmSync(file);
	await until('gone');
	writeFileSync(file, 'zero');
	await until('zero');
	assert.deepEqual(seen, ['gone', 'zero']);
});

test('files that are saved together are seen together', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const files = ['a.js', 'b.js', 'sub/c.js'].map(name => join(folder, name));
	mkdirSync(join(folder, 'sub'));
	for (const file of files) {
		writeFileSync(file, 'zero');
	}
	const {promise, resolve} = Promise.withResolvers<readonly FileChange[]>();
	const watcher = watchFiles(resolve);
	t.after(() => {
		watcher.stop();
		rmSync(folder, {recursive: true});
	});
	watcher.watch(files);
	for (const file of files) {
		writeFileSync(file, 'one');
	}
	assert.deepEqual(
		(await promise).map(({path}) => path),
		files,
	);
});

test('a folder that is replaced is watched again', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const file = join(folder, 'src', 'a.js');
	const fill = (text: string) => {
		mkdirSync(join(folder, 'src'));
		writeFileSync(file, text);
	};
	fill('zero');
	const seen: string[] = [];
	const watcher = watchFiles(changes => seen.push(...changes.map(seenChange)));
	t.after(() => {
		watcher.stop();
		rmSync(folder, {recursive: true});
	});
	watcher.watch([file]);
	for (const text of ['one', 'two']) {
		rmSync(join(folder, 'src'), {recursive: true});
		fill(text);
		const deadline = performance.now() + patience;
		while (seen.at(-1) !== text) {
			assert.ok(performance.now() < deadline, `"${text}" was not seen, but ${JSON.stringify(seen)}`);
			await wait(5);
		}
	}
});

test('after it was stopped, nothing is seen', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const file = join(folder, 'a.js');
	writeFileSync(file, 'zero');
	const seen: string[] = [];
	const watcher = watchFiles(changes => seen.push(...changes.map(seenChange)));
	watcher.watch([file]);
	writeFileSync(file, 'one');
	watcher.stop();
	await wait(150);
	assert.deepEqual(seen, []);
	rmSync(folder, {recursive: true});
});
