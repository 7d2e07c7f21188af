import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {createOutputFile, writeOutput} from '../../source/storage/output-file.ts';
import {describeOpenError} from '../../source/storage/output-target.ts';
import {writeAll} from '../../source/storage/write-all.ts';

function folderFor(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => {
		chmodSync(folder, 0o700);
		rmSync(folder, {recursive: true});
	});
	return folder;
}

const text = (file: string) => readFileSync(file, 'utf8');
const line = `${'x'.repeat(999)}\n`;
const isRoot = process.getuid?.() === 0;

/** Writes a file in its own process: 100 kB at once, or slowly. */
const child = fileURLToPath(new URL('../fixtures/write-file.ts', import.meta.url));
const childArguments = (file: string, how: string) => ['--import', 'tsx', child, file, how];

suite('an output file', () => {
	test('is whole, and nothing else is left', async t => {
		const folder = folderFor(t);
		await writeOutput(join(folder, 'a.ndjson'), Array<string>(500).fill(line));
		assert.deepEqual(readdirSync(folder), ['a.ndjson']);
		assert.equal(statSync(join(folder, 'a.ndjson')).size, 500_000);
	});

	test('takes text and bytes in their order', async t => {
		const file = join(folderFor(t), 'a');
		await writeOutput(file, ['é', new Uint8Array([65, 66]), '日']);
		assert.equal(text(file), 'éAB日');
	});

	test('does not touch a file that exists', async t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'a.svg'), 'old');
		await assert.rejects(writeOutput(join(folder, 'a.svg'), ['new']), {code: 'EEXIST'});
		assert.equal(text(join(folder, 'a.svg')), 'old');
		assert.deepEqual(readdirSync(folder), ['a.svg']);
	});

	test('does not touch one that is created meanwhile; ours is in the part', async t => {
		const folder = folderFor(t);
		const file = await createOutputFile(join(folder, 'a.svg'));
		await file.write('ours');
		writeFileSync(join(folder, 'a.svg'), 'theirs');
		await assert.rejects(file.finish(), {code: 'EEXIST'});
		assert.equal(text(join(folder, 'a.svg')), 'theirs');
		assert.equal(text(file.part), 'ours');
		await file.discard();
		assert.deepEqual(readdirSync(folder), ['a.svg']);
	});

	test('does not overwrite a part that is left from before', async t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'run.part.ndjson'), 'left');
		const file = await createOutputFile(join(folder, 'run.ndjson'));
		assert.equal(file.part, join(folder, 'run.part-2.ndjson'));
		await file.finish();
		assert.deepEqual(readdirSync(folder), ['run.ndjson', 'run.part.ndjson']);
	});

	test('that replaces another one leaves a link a link, and keeps the mode', async t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'real'), 'old');
		chmodSync(join(folder, 'real'), 0o640);
		symlinkSync('real', join(folder, 'a.svg'));
		await writeOutput(join(folder, 'a.svg'), ['new'], {replace: true});
		assert.equal(text(join(folder, 'real')), 'new');
		assert.ok(lstatSync(join(folder, 'a.svg')).isSymbolicLink());
		assert.equal(statSync(join(folder, 'real')).mode & 0o777, 0o640);
	});

	test('is written through a link to a file that does not exist yet', async t => {
		const folder = folderFor(t);
		symlinkSync('later.svg', join(folder, 'a.svg'));
		await writeOutput(join(folder, 'a.svg'), ['new']);
		assert.equal(text(join(folder, 'later.svg')), 'new');
		assert.ok(lstatSync(join(folder, 'a.svg')).isSymbolicLink());
	});

	test('can have the longest name that the system allows', async t => {
		const folder = folderFor(t);
		for (const name of [`${'n'.repeat(251)}.svg`, `${'ü'.repeat(125)}.svg`]) {
			await writeOutput(join(folder, name), ['new']);
			assert.equal(text(join(folder, name)), 'new');
		}
		assert.equal(readdirSync(folder).length, 2);
	});

	test('is written as it comes where there is no file', {skip: !existsSync('/dev/full')}, async () => {
		const output = await createOutputFile('/dev/null');
		assert.equal(output.part, '/dev/null');
		await output.write(line);
		await output.finish();
		await assert.rejects(writeOutput('/dev/full', [line]), {code: 'ENOSPC'});
	});

	test('that is aborted leaves nothing', async t => {
		const folder = folderFor(t);
		const abort = new AbortController();
		function* contents() {
			yield line.repeat(200);
			abort.abort();
			yield line;
		}
		await assert.rejects(writeOutput(join(folder, 'a.gif'), contents(), {signal: abort.signal}), {name: 'AbortError'});
		assert.deepEqual(readdirSync(folder), []);
	});

	test('is written by as many short writes as it takes', async () => {
		const taken: number[] = [];
		const handle = {
			async write(bytes: Uint8Array, offset: number) {
				taken.push(bytes[offset] ?? 0);
				return {bytesWritten: 1, buffer: bytes};
			},
		} as unknown as Parameters<typeof writeAll>[0];
		await writeAll(handle, new Uint8Array([1, 2, 3, 4]));
		assert.deepEqual(taken, [1, 2, 3, 4]);
		const full = {write: async () => ({bytesWritten: 0})} as unknown as Parameters<typeof writeAll>[0];
		await assert.rejects(writeAll(full, new Uint8Array(1)), {code: 'ENOSPC'});
	});

	for (const how of ['new', 'replace']) {
		test(`that reaches the limit is an error and leaves nothing: ${how}`, {skip: process.platform === 'win32'}, t => {
			const folder = folderFor(t);
			if (how === 'replace') {
				writeFileSync(join(folder, 'a.svg'), 'old');
			}
			// The compiler's cache is a file, too: only what is written here is to meet the limit.
			const limited = `trap '' XFSZ; ulimit -f 20; exec "$@"`;
			const command = [process.execPath, ...childArguments(join(folder, 'a.svg'), how)];
			const {stdout, stderr} = spawnSync('bash', ['-c', limited, 'bash', ...command], {
				encoding: 'utf8',
				env: {...process.env, TSX_DISABLE_CACHE: '1'},
			});
			assert.equal(stdout.trim(), 'EFBIG', stderr);
			assert.deepEqual(readdirSync(folder), how === 'replace' ? ['a.svg'] : []);
			assert.equal(how === 'replace' ? text(join(folder, 'a.svg')) : 'old', 'old');
		});
	}

	test('whose program is killed leaves the old file, and what came before beside it', async t => {
		const folder = folderFor(t);
		const part = join(folder, 'a.part.ndjson');
		writeFileSync(join(folder, 'a.ndjson'), 'old');
		const writing = spawn(process.execPath, childArguments(join(folder, 'a.ndjson'), 'slowly'));
		t.after(() => writing.kill('SIGKILL'));
		for (let waited = 0; !existsSync(part) || statSync(part).size === 0; waited += 20) {
			assert.ok(waited < 60_000, 'nothing is written');
			await sleep(20);
		}
		const ended = new Promise(resolve => writing.once('exit', resolve));
		writing.kill('SIGKILL');
		await ended;
		assert.equal(text(join(folder, 'a.ndjson')), 'old');
		assert.deepEqual(readdirSync(folder), ['a.ndjson', 'a.part.ndjson']);
	});
});

suite('a bad place for an output file', () => {
	const describe = async (path: string, replace = false): Promise<string> => {
		try {
			await (await createOutputFile(path, {replace})).discard();
			return 'opened';
		} catch (error) {
			return describeOpenError(error, path);
		}
	};

	test('is named before anything is written', async t => {
		const folder = folderFor(t);
		mkdirSync(join(folder, 'directory'));
		writeFileSync(join(folder, 'file'), 'old');
		symlinkSync('circle', join(folder, 'circle'));
		symlinkSync('no/run.gif', join(folder, 'link'));
		assert.equal(await describe(join(folder, 'no', 'run.gif')), 'no such directory');
		assert.equal(await describe(join(folder, 'link')), 'no such directory');
		assert.equal(await describe(join(folder, 'directory'), true), 'it is a directory');
		assert.equal(await describe(join(folder, 'file', 'run.gif')), 'not a directory');
		assert.equal(await describe(join(folder, 'file')), 'it already exists');
		assert.equal(await describe(join(folder, 'n'.repeat(300))), 'name too long');
		assert.match(await describe(join(folder, 'circle')), /too many symbolic links/);
		assert.deepEqual(readdirSync(folder).toSorted(), ['circle', 'directory', 'file', 'link']);
	});

	test('can be a system folder', {skip: process.platform !== 'linux'}, async () => {
		assert.equal(await describe('/proc/run.gif'), 'its directory takes no new file');
	});

	test('is its folder where only the file itself could be written', t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'run.gif'), 'old');
		for (const code of ['EACCES', 'EPERM', 'EROFS']) {
			const error = Object.assign(new Error('refused'), {code, errno: -13});
			assert.equal(describeOpenError(error, join(folder, 'run.gif')), 'its directory takes no new file');
			assert.equal(describeOpenError(error, join(folder, 'new.gif')), 'permission denied');
		}
	});

	test('can be a folder that takes no new file', {skip: isRoot && 'root may write everywhere'}, async t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'run.gif'), 'old');
		chmodSync(folder, 0o500);
		assert.equal(await describe(join(folder, 'new.gif')), 'permission denied');
		assert.equal(await describe(join(folder, 'run.gif'), true), 'its directory takes no new file');
		assert.equal(text(join(folder, 'run.gif')), 'old');
	});
});
