import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {printWatched} from '../../../source/cli/commands/run/print-watched.ts';
import {startSession} from '../../../source/session/session.ts';
import {createCatalog} from '../../../source/workloads/catalog.ts';

test('a set of tasks is printed again at each save, but not while it cannot be parsed', {timeout: 60_000}, async t => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'jobs.mjs');
	const write = (text: string) => writeFileSync(file, `import './part.mjs';\n${text}`);
	writeFileSync(join(folder, 'part.mjs'), 'export {};');
	write('export async function one() {}');
	const catalog = createCatalog();
	const workload = await catalog.openUserWork({
		...{kind: 'files', paths: [file], only: undefined, tasks: true, main: false, parameters: []},
		...{python: undefined, maxMemory: undefined, folder: undefined},
	});
	assert.ok(!('error' in workload));
	const options = {limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full', strategy: 'concurrent'} as const;
	const stop = new AbortController();
	const lines: string[] = [];
	const until = async (line: string) => {
		while (!lines.includes(line)) {
			await wait(5);
		}
	};
	const printed = printWatched({
		...{workload, catalog, stop: stop.signal, interrupt() {}},
		session: startSession(workload.choice, {...options, language: 'javascript'}),
		async print(_, session) {
			lines.push(`ran ${session.tasks.map(({name}) => name).join(' ')}`);
			return lines.length;
		},
		warn: line => lines.push(line),
	});
	await until('watching jobs.mjs and 1 other file. Ctrl+C ends.');
	write('export async function one() {}\nexport async function two() {}');
	await until('ran one two');
	writeFileSync(join(folder, 'part.mjs'), 'export {\n((');
	await until('part.mjs line 2: Unexpected token. Waiting for the next save.');
	write('export async function two() {}');
	writeFileSync(join(folder, 'part.mjs'), 'export {}; ');
	await until('ran two');
	stop.abort();
	assert.equal(await printed, lines.indexOf('ran two') + 1);
});
