import assert from 'node:assert/strict';
import {existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {pageFile, pages, withParts} from '../../build/docs.ts';
import {printLesson} from '../../source/cli/commands/run/print-lesson.ts';
import {parse} from '../../source/cli/parse.ts';
import {createEngines} from '../../source/engines/index.ts';
import {bindings} from '../../source/keys/bindings.ts';
import {startSession} from '../../source/session/session.ts';
import {traceEvent} from '../../source/trace/event.ts';
import {formatEvent} from '../../source/trace/ndjson.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {parseContext} from '../helpers/parse-context.ts';
import {testPython} from '../helpers/pythons.ts';

const root = new URL('../../', import.meta.url);
const read = (page: string) => readFileSync(pageFile(page), 'utf8');
const topPages = ['readme.md', 'contributing.md', 'security.md', 'changelog.md'];
const all = [...topPages, ...globSync('docs/*.md', {cwd: fileURLToPath(root)})];

for (const [page, parts] of Object.entries(pages)) {
	test(`the generated parts of ${page} are the program's own (npm run docs)`, () => {
		assert.equal(read(page), withParts(read(page), parts));
	});
}

suite('files that the docs name exist', () => {
	for (const page of all) {
		test(page, () => {
			for (const [, link = ''] of read(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
				assert.ok(existsSync(new URL(link, pageFile(page))), `${page} links to ${link}`);
			}
			for (const path of pathsIn(read(page))) {
				assert.ok(existsSync(new URL(path, root)), `${page} names ${path}`);
			}
		});
	}

	test('paths are found in a text, whether they exist or not', () => {
		assert.deepEqual(
			pathsIn('`source/a.ts`, `test/frames/<screen>`, `my-lesson/lesson.json`, `model/*.ts`\n    build/b.ts → docs/'),
			['source/a.ts', 'test/frames/', 'build/b.ts', 'docs/'],
		);
		assert.ok(all.flatMap(page => pathsIn(read(page))).length > 100);
	});
});

/** Finds paths below the folders of the repository. Of a pattern, only the part before the first wildcard counts. */
function pathsIn(page: string): readonly string[] {
	const found = page.matchAll(/(?<![\w./-])(?:source|test|build|benchmark|media|docs|\.github|\.ci)\/[\w./-]*/g);
	return [...found].map(([path]) => path.replace(/\.$/, ''));
}

suite('the journeys of docs/architecture.md', () => {
	const journeys = [...read('docs/architecture.md').matchAll(/^## Journey \d: (.*)\n+([\s\S]*?)\n(?=## )/gm)];
	assert.equal(journeys.length, 2);
	for (const [, title, steps = ''] of journeys) {
		test(`${title}: imports connect all its files`, () => {
			const files = pathsIn(steps).filter(path => /\.tsx?$/.test(path));
			assert.ok(files.length > 10);
			const connected = new Set(files.slice(0, 1));
			for (const file of connected) {
				const reached = files.filter(other => importsOf(file).includes(other) || importsOf(other).includes(file));
				for (const other of reached) connected.add(other);
			}
			assert.deepEqual(
				files.filter(file => !connected.has(file)),
				[],
			);
		});
	}
});

/** The files that a source file imports, as paths from the root. */
function importsOf(file: string): readonly string[] {
	const specifiers = read(file).matchAll(/(?:from|import) '(\.[^']+)'/g);
	return [...specifiers].map(([, path = '']) => new URL(path, pageFile(file)).href.slice(root.href.length));
}

test('the first code block of the readme has its two commands', () => {
	const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(read('readme.md')) ?? [];
	assert.match(block, /^npm ci && npm start .*\nnpm ci && npm test .*\n$/);
});

test('every npm script that the docs name exists', () => {
	const {scripts} = JSON.parse(read('package.json'));
	const names = all.flatMap(page => [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name));
	assert.ok(names.length > 5);
	for (const name of names) assert.ok(Object.hasOwn(scripts, name), name);
});

test('every key of the first minute exists', () => {
	const [, table = ''] = /\n## The first minute\n([\s\S]*?)\n## /.exec(read('readme.md')) ?? [];
	const keys = [...table.matchAll(/`(.+?)`/g)]
		.map(([, key = '']) => key)
		.filter(key => !/^(simulated|measured)$/.test(key));
	const known = new Set(bindings.flatMap(({keys}) => Object.keys(keys)));
	assert.ok(keys.length > 9);
	for (const key of keys) assert.ok(known.has(key.length > 1 ? key.toLowerCase() : key), key);
});

suite('every command of the docs is valid', () => {
	const catalog = createCatalog({
		readInput: async () => '',
		findPython: async () => ({executable: 'python3'}),
		findPythonTasks: async () => ({tasks: [{name: 'read_mail', function: 'read_mail', line: 1}]}),
	});
	const user = 'test/workloads/user/programs/';
	const files = Object.fromEntries(
		Object.entries({
			'demo.tape': 'test/fixtures/two.tape',
			'list.txt': `${user}addresses.txt`,
			'jobs.mjs': `${user}jobs.mjs`,
			'jobs.py': `${user}jobs.py`,
			'main.mjs': `${user}main.mjs`,
		}).map(([name, path]) => [name, fileURLToPath(new URL(path, root))]),
	);
	const commands = all.flatMap(page =>
		[...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.match(/^async-tui.*$/gm) ?? []),
	);
	assert.ok(commands.length > 40);
	for (const command of new Set(commands)) {
		test(command, async () => {
			const words = command.replace(/ +# .*| [|>].*/, '').match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
			const args = words.slice(1).map(word => files[word] ?? word.replace(/^(["'])(.*)\1$/, '$2'));
			const asked = await parse(args, parseContext({catalog}));
			assert.notEqual(asked.kind, 'usage-error', JSON.stringify(asked));
		});
	}
});

test('the events in docs/trace-format.md are valid', () => {
	const [, block = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/trace-format.md')) ?? [];
	const lines = block.trim().split('\n');
	assert.equal(lines.length, 5);
	for (const line of lines) assert.equal(formatEvent(v.parse(traceEvent, JSON.parse(line))), line);
});

test('the lesson of docs/lessons.md is valid, and its claims hold', {timeout: 60_000}, async t => {
	const page = read('docs/lessons.md');
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const block = (language: string, from: RegExp) =>
		new RegExp(`\`\`\`${language}\\n(${from.source}[\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
	writeFileSync(join(folder, 'naps.js'), block('js', /\/\/ my-lesson\/naps\.js\n/));
	writeFileSync(join(folder, 'naps.py'), block('python', /# my-lesson\/naps\.py\n/));
	writeFileSync(join(folder, 'lesson.json'), block('json', /\{/));
	const workload = createCatalog().openFolder(folder);
	assert.ok(!('error' in workload), JSON.stringify(workload));
	const {lesson} = workload;
	assert.ok(lesson);

	const python = await testPython();
	const engines = createEngines().filter(({language}) => python || language === 'javascript');
	t.after(() => Promise.all(engines.map(engine => engine.close())));
	const options = {language: 'both', limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
	const session = startSession(workload.choice, {...options, strategy: workload.choice.strategy, answer: 'b'});
	const job = {workload: {...workload, lesson}, session, engines, isOneVersion: false};
	const stream = new PassThrough();
	const written = text(stream);
	const code = await printLesson(job, 'plain', stream, new AbortController());
	stream.end();
	for (const {language} of engines) {
		const claim = new RegExp(`^✓ ${language}: The second nap started at \\d+ ms, after the first\\.$`, 'im');
		assert.match(await written, claim);
	}

	assert.match(await written, /^Your answer b is right: 400 ms$/m);
	assert.equal(code, 0);
});
