import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {findCommand, similarCommand} from '../../../source/workloads/user/find-command.ts';
import {folderCommand} from '../../../source/workloads/user/folder-command.ts';

type Files = Readonly<Record<string, string>>;

/** A new folder with these files. A text that starts with `#!` may be executed. */
function folderOf(t: TestContext, files: Files): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	for (const [name, text] of Object.entries(files)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, text);
		chmodSync(path, text.startsWith('#!') ? 0o755 : 0o644);
	}

	return folder;
}

suite('the executable of a command', {skip: process.platform === 'win32' && 'it has other rules on Windows'}, () => {
	const files = {
		'project/node_modules/.bin/lint': '#!/bin/sh',
		'project/deep/run': '#!/bin/sh',
		'project/deep/notes': 'text',
		'bin/lint': '#!/bin/sh',
		'bin/uvicorn': '#!/bin/sh',
		'bin/readme': 'text',
	};
	const find = (t: TestContext, word: string) => {
		const folder = folderOf(t, files);
		const place = {cwd: join(folder, 'project/deep'), env: {PATH: `/nowhere:${join(folder, 'bin')}`}};
		const found = findCommand(word, place);
		const shorten = (text: string) => text.replace(folder, '');
		return 'missing' in found ? found.missing : [shorten(found.argument), shorten(found.path)];
	};
	const cases: readonly (readonly [word: string, found: unknown])[] = [
		['lint', ['/project/node_modules/.bin/lint', '/project/node_modules/.bin/lint']],
		['uvicorn', ['uvicorn', '/bin/uvicorn']],
		['./run', ['./run', '/project/deep/run']],
		['./notes', 'not-executable'],
		['./', 'directory'],
		['./nowhere', 'not-found'],
		['readme', 'not-found'],
		['run', 'not-found'],
	];
	for (const [word, found] of cases) {
		test(word, t => assert.deepEqual(find(t, word), found));
	}

	test('a name that is none suggests a similar one', t => {
		const folder = folderOf(t, files);
		const place = {cwd: folder, env: {PATH: join(folder, 'bin')}};
		assert.equal(similarCommand('uvcorn', place), 'uvicorn');
		assert.equal(similarCommand('something-else', place), undefined);
	});
});

suite('what runs a folder', () => {
	const start = JSON.stringify({scripts: {start: 'node server.js'}});
	const cases: readonly (readonly [name: string, files: Files, words: readonly string[] | string])[] = [
		['__main__.py', {'__main__.py': ''}, ['python3', 'site']],
		['a start script', {'package.json': start}, ['npm', 'start']],
		['… of pnpm', {'package.json': start, 'pnpm-lock.yaml': ''}, ['pnpm', 'start']],
		['… of yarn', {'package.json': start, 'yarn.lock': ''}, ['yarn', 'start']],
		['… of bun', {'package.json': start, 'bun.lock': ''}, ['bun', 'start']],
		[
			'… of packageManager before a lock file',
			{'package.json': JSON.stringify({...JSON.parse(start), packageManager: 'pnpm@9.0.0'}), 'yarn.lock': ''},
			['pnpm', 'start'],
		],
		['main', {'package.json': '{"main": "server.js"}'}, ['node', 'site']],
		['index.js', {'index.js': ''}, ['node', 'site']],
		[
			'both',
			{'__main__.py': '', 'package.json': start},
			'"site/" has __main__.py and package.json. Say which: async-tui -- python3 site, or async-tui -- npm --prefix site start',
		],
		['neither', {'readme.md': ''}, '"site/" has no lesson.json, __main__.py, package.json or index.js'],
		[
			'a package that does not say',
			{'package.json': '{}'},
			'"site/" has no lesson.json, __main__.py, package.json or index.js',
		],
		[
			'a package.json that is broken',
			{'package.json': '{'},
			'"site/" has no lesson.json, __main__.py, package.json or index.js',
		],
	];
	for (const [name, files, words] of cases) {
		test(name, t => {
			const folder = folderOf(t, files);
			const found = folderCommand(folder);
			const shorten = (text: string) => text.replaceAll(folder, 'site');
			assert.deepEqual('error' in found ? shorten(found.error) : found.words.map(shorten), words);
		});
	}
});
