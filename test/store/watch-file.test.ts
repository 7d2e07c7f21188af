import assert from 'node:assert/strict';
import {appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {watchFile} from '../../source/store/watch-file.ts';

/** How long a change may take to be seen, in ms, on a machine that is busy. */
const patience = 20_000;

/** Watches a file that has `zero`. `seen` grows; `until` resolves once its last text is this one. */
function watched(t: {after: (callback: () => void) => void}) {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const file = join(folder, 'a.js');
	writeFileSync(file, 'zero');
	const seen: string[] = [];
	const stop = watchFile(file, text => seen.push(text));
	t.after(() => {
		stop();
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

test('after it was stopped, nothing is seen', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const file = join(folder, 'a.js');
	writeFileSync(file, 'zero');
	const seen: string[] = [];
	const stop = watchFile(file, text => seen.push(text));
	writeFileSync(file, 'one');
	stop();
	await wait(150);
	assert.deepEqual(seen, []);
	rmSync(folder, {recursive: true});
});
