import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {test} from 'node:test';
import {startSession} from '../../../source/session/session.ts';
import {createCatalog} from '../../../source/workloads/catalog.ts';

const tool = {mode: 0o755};

/** Opens a file of a project. `hasTsx`: whether tsx is installed there. `stripsTypes`: whether the user's Node.js does. */
async function opened(
	t: TestContext,
	name: string,
	text: string,
	{hasTsx = true, stripsTypes = Boolean(process.features.typescript)} = {},
) {
	const folder = mkdtempSync(join(tmpdir(), 'tsx-'));
	t.after(() => rmSync(folder, {recursive: true}));
	mkdirSync(join(folder, 'node_modules', '.bin'), {recursive: true});
	if (hasTsx) {
		writeFileSync(join(folder, 'node_modules', '.bin', 'tsx'), '#!/bin/sh\n', tool);
	}
	writeFileSync(join(folder, name), text);
	const catalog = createCatalog({
		place: () => ({cwd: '/', env: {PATH: '/nowhere'}}),
		stripsTypes: async () => stripsTypes,
	});
	const workload = await catalog.openUserWork({
		...{kind: 'files', paths: [join(folder, name)], only: undefined, tasks: false, main: false, parameters: ['-v']},
		...{python: undefined, maxMemory: undefined, folder: undefined},
	});
	if ('error' in workload) {
		return workload.error.replaceAll(folder, '');
	}
	const options = {limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full', strategy: 'as-it-is'} as const;
	const program = workload.program(startSession(workload.choice, {...options, language: 'javascript'}), 'javascript');
	const argv = 'command' in program ? program.command?.argv : undefined;
	return argv?.map(word => word.replaceAll(folder, '')) ?? 'by Node.js';
}

const byTsx = (name: string) => ['/node_modules/.bin/tsx', `/${name}`, '-v'];

test('JSX, and TypeScript that is more than types, run by the tsx of the project', async t => {
	assert.deepEqual(await opened(t, 'app.tsx', 'console.log(<b/>);'), byTsx('app.tsx'));
	assert.deepEqual(await opened(t, 'app.ts', 'enum Color {Red}\nconsole.log(Color.Red);'), byTsx('app.ts'));
});

test('what Node.js runs, or cannot parse, is left to it', async t => {
	const stripsTypes = true;
	assert.equal(await opened(t, 'app.ts', 'const a: number = 1;\nconsole.log(a);', {stripsTypes}), 'by Node.js');
	assert.equal(await opened(t, 'app.mjs', 'console.log(1);'), 'by Node.js');
});

test('TypeScript runs by tsx where the Node.js of PATH does not run it', async t => {
	assert.deepEqual(await opened(t, 'app.ts', 'console.log(1);', {stripsTypes: false}), byTsx('app.ts'));
});

test('JSX without tsx is refused with what to do', async t => {
	assert.equal(
		await opened(t, 'app.jsx', '<b/>', {hasTsx: false}),
		'cannot run "/app.jsx": tsx runs JSX, and is not in node_modules or on PATH. Install it: npm install --save-dev tsx',
	);
});
