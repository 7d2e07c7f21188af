import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {linesOf} from '../../source/storage/lines-of.ts';
import {readRuns} from '../../source/storage/read-runs.ts';
import {formatEvent} from '../../source/trace/ndjson.ts';
import {simulate} from '../fixtures/simulate.ts';

function folderFor(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	return folder;
}

const run = simulate();
const text = run.map(event => `${formatEvent(event)}\n`).join('');

async function* inChunks(bytes: Uint8Array, size: number) {
	for (let from = 0; from < bytes.length; from += size) {
		yield bytes.subarray(from, from + size);
	}
}

async function gather(lines: AsyncIterable<string>): Promise<readonly string[]> {
	const all: string[] = [];
	for await (const line of lines) {
		all.push(line);
	}
	return all;
}

suite('lines', () => {
	test('are the same wherever chunks end, also within a letter', async () => {
		const bytes = Buffer.from('one\n\nzwö 日本 🍣\r\nlast');
		for (let size = 1; size <= bytes.length; size++) {
			assert.deepEqual(await gather(linesOf(inChunks(bytes, size))), ['one', '', 'zwö 日本 🍣\r', 'last']);
		}
		assert.deepEqual(await gather(linesOf(inChunks(Buffer.from('one\n'), 9))), ['one']);
	});

	test('of more than 64 MB are refused', async () => {
		let read = 0;
		async function* endless() {
			for (const chunk = new Uint8Array(1 << 20); ; read += chunk.length) {
				yield chunk;
			}
		}
		await assert.rejects(gather(linesOf(endless())), /it has a line of more than 64 MB, which no saved run has/);
		assert.ok(read <= 65 << 20, `${read}`);
	});
});

suite('a file that is not a saved run', () => {
	test('is named: compressed, or not UTF-8', async t => {
		const folder = folderFor(t);
		const files = {
			'run.ndjson.gz': gzipSync(text),
			'little.ndjson': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
			'big.ndjson': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
		};
		for (const [name, bytes] of Object.entries(files)) {
			writeFileSync(join(folder, name), bytes);
		}
		const {traces, problems} = await readRuns(Object.keys(files).map(name => join(folder, name)));
		assert.deepEqual(traces, []);
		assert.deepEqual(problems, [
			`"${folder}/run.ndjson.gz" is compressed (gzip): zcat it first.`,
			`"${folder}/little.ndjson" is UTF-16: save it as UTF-8.`,
			`"${folder}/big.ndjson" is UTF-16: save it as UTF-8.`,
		]);
	});

	test('can be endless', {skip: !existsSync('/dev/zero')}, async () => {
		const {problems} = await readRuns(['/dev/zero']);
		assert.deepEqual(problems, ['cannot read "/dev/zero": it has a line of more than 64 MB, which no saved run has.']);
	});

	test('can be one line of 600 MB', async t => {
		const file = join(folderFor(t), 'long.ndjson');
		async function* chunks() {
			const chunk = Buffer.alloc(20 << 20, 'x');
			for (let count = 0; count < 30; count++) {
				yield chunk;
			}
		}
		await pipeline(chunks(), createWriteStream(file));
		const {problems} = await readRuns([file]);
		assert.deepEqual(problems, [`cannot read "${file}": it has a line of more than 64 MB, which no saved run has.`]);
	});
});

test('a saved run can come through a pipe', {skip: process.platform === 'win32'}, async t => {
	const pipe = join(folderFor(t), 'run.ndjson');
	assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
	const writer = spawn('sh', ['-c', 'cat > "$1"', 'sh', pipe], {stdio: ['pipe', 'inherit', 'inherit']});
	writer.stdin.end(text);
	const {traces, problems} = await readRuns([pipe]);
	assert.deepEqual(problems, []);
	assert.deepEqual(traces, [run]);
});
