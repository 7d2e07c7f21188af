import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import * as module from 'node:module';
import {basename} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createContext, Script} from 'node:vm';
import {transform} from 'esbuild';
import {folderOf} from './helpers/folder.ts';

suite('the first file', () => {
	/** Runs it as a script, which it must be able to be: old versions of Node take it for one. */
	async function start(
		node: string,
		promise: {withResolvers?: PromiseConstructor['withResolvers']},
		others: {readonly bun?: string; readonly deno?: string} = {},
	) {
		const source = readFileSync(new URL('../source/start.ts', import.meta.url), 'utf8');
		const {code} = await transform(source, {loader: 'ts', target: 'es2018'});
		const said: string[] = [];
		const imported: string[] = [];
		let cached = 0;
		const process = {
			versions: {node, ...others},
			exitCode: 0,
			stderr: {write: (text: string) => said.push(text)},
			getBuiltinModule: () => (node.startsWith('20') ? {} : {enableCompileCache: () => cached++}),
		};
		const context = createContext({process, Promise: promise, load: (name: string) => imported.push(name)});
		new Script(code.replace(/\bimport\(/, 'load(')).runInContext(context);
		return {said: said.join(''), imported, cached, exitCode: process.exitCode};
	}

	for (const node of ['10.24.1', '12.22.12', '18.20.0', '20.18.3']) {
		test(`ends in one sentence on Node ${node}`, async () => {
			const {said, imported, exitCode} = await start(node, {});
			assert.equal(
				said,
				`async-tui: Node.js ${node} is too old: 20.19 or later is required. Get it at https://nodejs.org\n`,
			);
			assert.deepEqual({imported, exitCode}, {imported: [], exitCode: 2});
		});
	}

	for (const [others, name] of [
		[{bun: '1.3.1'}, 'Bun 1.3.1'],
		[{deno: '2.5.6'}, 'Deno 2.5.6'],
	] as const) {
		test(`ends in one sentence on ${name}, which says that it is Node.js`, async () => {
			const {said, imported, exitCode} = await start('24.3.0', {}, others);
			assert.equal(
				said,
				`async-tui: this is ${name}: Node.js 20.19 or later is required. Get it at https://nodejs.org\n`,
			);
			assert.deepEqual({imported, exitCode}, {imported: [], exitCode: 2});
		});
	}

	for (const [node, cached] of [
		['20.19.0', 0],
		['22.12.0', 1],
		['24.21.0', 1],
	] as const) {
		test(`goes on with the program on Node ${node}`, async () => {
			const result = await start(node, {withResolvers: Promise.withResolvers});
			assert.deepEqual(result, {said: '', imported: ['./main.js'], cached, exitCode: 0});
		});
	}

	test('makes up for Promise.withResolvers where it is missing', async () => {
		class Old extends Promise<unknown> {}
		Object.defineProperty(Old, 'withResolvers', {value: undefined, writable: true});
		await start('20.19.0', Old);
		const {promise, resolve} = Old.withResolvers<number>();
		resolve(5);
		assert.equal(await promise, 5);
		const second = Old.withResolvers();
		second.reject(new Error('no'));
		await assert.rejects(second.promise, /no/);
	});
});

const keeps = 'getCompileCacheDir' in module;
const skip = !keeps && 'Node.js 20 has no folder for it';

/** Starts the program, and returns the name and the inode of each file of compiled code in a folder. */
function storedAfter(folder: URL, args: readonly string[]) {
	const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));
	const NODE_COMPILE_CACHE = fileURLToPath(folder);
	const {status} = spawnSync(process.execPath, [program, ...args], {env: {NODE_COMPILE_CACHE}});
	assert.equal(status, 0);
	return globSync('*/async-tui-*', {cwd: NODE_COMPILE_CACHE}).map(
		name => [name, statSync(new URL(name, folder)).ino] as const,
	);
}

test('the compiled program is kept for the next start after a run, too', {skip}, t => {
	const folder = folderOf(t, {});
	const start = () => storedAfter(folder, ['two', '--strategy', 'concurrent', '--json']);
	const first = start();
	assert.equal(first.length, 1);
	// Not written again: V8 has taken it.
	assert.deepEqual(start(), first);
});

test('the compiled program is kept for the next start, and that of old builds is not', {skip}, t => {
	const folder = folderOf(t, {});
	const start = () => storedAfter(folder, ['--version']);
	const [[first] = ['']] = start();
	const stored = new URL(first, folder);
	const [old, recent] = ['async-tui-old', 'async-tui-recent'].map(name => new URL(name, stored));
	assert.ok(old && recent);
	// Another build stored its data long ago, and one did so today; this one has stored none.
	renameSync(stored, old);
	utimesSync(old, 0, 0);
	writeFileSync(recent, '');
	const kept = start();
	assert.deepEqual(kept.map(([name]) => basename(name)).sort(), [basename(first), 'async-tui-recent'].sort());
	// Not written again: V8 has taken it.
	assert.deepEqual(start(), kept);
});
