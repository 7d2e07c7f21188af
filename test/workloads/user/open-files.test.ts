import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, relative} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Engine} from '../../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {adviceOf, endedTasks, open, usageErrorOf} from '../../helpers/run-user-work.ts';

const python = await testPython();
const skip = !python && withoutPython;
/** From here, since a long path is cut where it is shown. */
const programs = `${relative('', fileURLToPath(new URL('programs', import.meta.url)))}/`;
const [jobs, jobsInPython, main] = ['jobs.mjs', 'jobs.py', 'main.mjs'].map(name => join(programs, name)) as [
	string,
	string,
	string,
];

let engines: Readonly<Record<'javascript' | 'python', Engine>>;
let folder: string;
/** The path of a file with this text. */
const written = (name: string, text: string) => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
before(() => {
	folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	engines = {
		javascript: createJavaScriptEngine(),
		python: createPythonEngine({named: python?.executable, env: process.env, cwd: process.cwd()}),
	};
});
after(async () => {
	rmSync(folder, {recursive: true});
	await Promise.all(Object.values(engines).map(engine => engine.close()));
});

suite('a set of tasks in a file', {timeout: 60_000}, () => {
	test('runs under the strategies, measured', async () => {
		for (const name of ['sequential', 'limited', 'race', 'task-group', 'as-completed']) {
			const {session, run} = await open([jobs, '--tasks', '-s', name]);
			assert.deepEqual([session.scenario, session.language], ['jobs.mjs', 'javascript']);
			const trace = await run(engines.javascript);
			const [described] = trace;
			assert.ok(described?.type === 'run-described');
			assert.deepEqual([described.form, described.source], ['tasks', 'measured']);
			assert.deepEqual(
				described.files.map(file => [file.name, file.role]),
				[
					[`${name}.js`, 'strategy'],
					['jobs.mjs', 'scenario'],
				],
			);
			const ended = endedTasks(trace);
			const wins = name === 'race';
			assert.equal(ended.onlyHere?.outcome, 'done', name);
			assert.equal(ended.readMail?.value, wins ? ended.readMail?.value : '3', name);
			assert.equal(trace.find(event => event.type === 'run-ended')?.outcome, 'ok', name);
		}
	});

	test('runs only the tasks of --only', async () => {
		const {session, run} = await open([jobs, '--only', 'readNews, readMail']);
		assert.deepEqual(
			session.tasks.map(({name}) => name),
			['readMail', 'readNews'],
		);
		assert.deepEqual(Object.keys(endedTasks(await run(engines.javascript))).sort(), ['readMail', 'readNews']);
	});

	test('runs in Python', {skip}, async () => {
		const {session, run} = await open([jobsInPython, '--tasks', '-s', '1']);
		assert.equal(session.language, 'python');
		const ended = endedTasks(await run(engines.python));
		assert.deepEqual(Object.keys(ended), ['read_mail', 'read_news']);
		assert.equal(ended.read_news?.value, "['one', 'two']");
	});

	test('has the tasks that two files share, each spelled as in its language', {skip}, async () => {
		const {session, run} = await open([jobs, jobsInPython, '--tasks']);
		assert.equal(session.language, 'both');
		assert.equal(session.notice, 'Skipped, because only jobs.mjs has them: onlyHere.');
		assert.deepEqual(Object.keys(endedTasks(await run(engines.javascript))).sort(), ['readMail', 'readNews']);
		assert.deepEqual(Object.keys(endedTasks(await run(engines.python))).sort(), ['read_mail', 'read_news']);
	});

	test('finds packages beside the file, and runs in the current folder', async () => {
		mkdirSync(join(folder, 'node_modules', 'greeting'), {recursive: true});
		written('node_modules/greeting/package.json', '{"name": "greeting", "main": "index.js"}');
		written('node_modules/greeting/index.js', "exports.hello = require('node:path').basename(process.cwd());");
		const text = "import greeting from 'greeting';\nexport async function job() { return greeting.hello; }\n";
		const {run} = await open([relative(process.cwd(), written('job.mjs', text))]);
		const {value} = endedTasks(await run(engines.javascript)).job ?? {};
		assert.equal(value, `'${basename(process.cwd())}'`);
	});

	test('is read again for each run, which fails if the file is gone', async () => {
		const path = written('changes.mjs', 'export async function job() { return 1; }\n');
		const {run} = await open([path]);
		written('changes.mjs', 'export async function job() { return 22; }\n');
		assert.equal(endedTasks(await run(engines.javascript)).job?.value, '22');
		rmSync(path);
		await assert.rejects(run(engines.javascript), {code: 'ENOENT'});
	});

	test('runs TypeScript', {skip: !process.features.typescript && 'this Node.js runs no TypeScript'}, async () => {
		const text = 'export async function typed(count: number = 3): Promise<number> {\n\treturn count;\n}\n';
		const {run} = await open([written('typed.ts', text)]);
		assert.equal(endedTasks(await run(engines.javascript)).typed?.value, '3');
	});

	test('can be exported with CommonJS', async () => {
		const text = 'async function one() { return 1; }\nmodule.exports = {one, two: async () => 2};\n';
		const {run} = await open([written('common.cjs', text)]);
		const {one, two} = endedTasks(await run(engines.javascript));
		assert.deepEqual([one?.value, two?.value], ['1', '2']);
	});
});

suite('a program', {timeout: 60_000}, () => {
	test('is a file that starts something; arguments after -- go to it', async () => {
		const {session, run} = await open([main, '--', 'Ada', '--plain']);
		assert.equal(session.notice, undefined);
		const trace = await run(engines.javascript);
		const said = trace.flatMap(event => (event.type === 'output-written' ? [event.text] : [])).join('');
		assert.equal(said, 'Hello, Ada!\n');
		const names = trace.flatMap(event => (event.type === 'task-created' ? [event.name] : []));
		assert.deepEqual(names, ['top level', 'greet']);
	});

	test('is a guarded file, which runs under its own name', {skip}, async () => {
		const text = [
			'import asyncio, sys',
			'async def job(): print(__name__, *sys.argv[1:])',
			'if __name__ == "__main__": asyncio.run(job())',
			'',
		].join('\n');
		const path = written('guarded.py', text);
		const {session, run} = await open([path, '--', 'a']);
		assert.equal(
			session.notice,
			'guarded.py runs as `python3 guarded.py`. --only job would run functions of it instead.',
		);
		const trace = await run(engines.python);
		assert.equal(trace.find(event => event.type === 'output-written')?.text.trim(), '__main__ a');
		assert.equal((await open([path, '--main'])).session.notice, undefined);
	});

	test('runs nothing that its author does not run', {skip}, async () => {
		const left = join(folder, 'dropped');
		const text = [
			'import asyncio',
			`async def drop_tables(): open(${JSON.stringify(left)}, "w").close()`,
			'async def main(): print("hello")',
			'if __name__ == "__main__": asyncio.run(main())',
			'',
		].join('\n');
		const {run} = await open([written('tables.py', text)]);
		assert.equal((await run(engines.python)).find(event => event.type === 'run-ended')?.outcome, 'ok');
		assert.equal(existsSync(left), false);
	});

	test('in both languages', {skip}, async () => {
		const other = written('main.py', 'import asyncio\nasync def greet(): pass\nasyncio.run(greet())\n');
		const {session, run} = await open([main, other]);
		assert.equal(session.language, 'both');
		for (const engine of Object.values(engines)) {
			assert.equal((await run(engine)).find(event => event.type === 'run-ended')?.outcome, 'ok');
		}
	});
});

const targets = {
	'defines.mjs': 'export async function a() {}\nexport const b = async () => {};\nconst pool = new Map();\n',
	'defines.cjs': 'async function a() {}\nmodule.exports = {a};\n',
	'defines.py': 'try:\n    import uvloop\nexcept ImportError:\n    uvloop = None\n\nasync def a():\n    pass\n',
	'guarded.mjs': 'export async function a() {}\nif (import.meta.main) {\n\tawait a();\n}\n',
	'guarded.cjs': 'async function a() {}\nif (require.main === module) a();\nmodule.exports = {a};\n',
	'guarded.py': 'import asyncio\nasync def a(): pass\nif __name__ == "__main__":\n    asyncio.run(a())\n',
	'both.mjs': '#!/usr/bin/env node\nexport async function a() {}\nawait a();\n',
	'awaits.mjs': 'export async function a() {}\nexport const rows = await a();\n',
	'starts.py': 'import asyncio\nasync def a(): pass\nasyncio.run(a())\n',
	'assigned.py': 'import asyncio\nasync def a(): pass\nresult = asyncio.run(a())\n',
	'empty.mjs': '',
} as const;

suite('a file is a program unless its functions were asked for', {timeout: 60_000}, () => {
	const runsAs: readonly (readonly [name: keyof typeof targets, alone: string, asked: string | RegExp])[] = [
		['defines.mjs', 'question', 'tasks'],
		['defines.cjs', 'question', 'tasks'],
		['defines.py', 'question', 'tasks'],
		['guarded.mjs', 'program', 'tasks'],
		['guarded.cjs', 'program', 'tasks'],
		['guarded.py', 'program', 'tasks'],
		['both.mjs', 'program', /^--(tasks|only) cannot run functions of .*: importing it would run line 3\. Without/],
		['awaits.mjs', 'program', /importing it would run line 2\. Without --(tasks|only) it runs as a program\.$/],
		['starts.py', 'program', /importing it would run line 3\./],
		['assigned.py', 'program', /importing it would run line 3\./],
		[
			'empty.mjs',
			'program',
			/exports no async function that takes no arguments, so --(tasks|only) has nothing to run\.$/,
		],
	];
	for (const [name, alone, asked] of runsAs) {
		test(`${name}: ${alone}`, {skip: name.endsWith('.py') && skip}, async () => {
			const path = written(name, targets[name]);
			const {session} = await open([path]);
			const hasTasks = session.tasks.length > 0;
			assert.equal(session.question ? 'question' : hasTasks ? 'tasks' : 'program', alone);
			assert.equal(session.run, session.question ? 0 : 1);
			for (const flags of [['--tasks'], ['--only', 'a']]) {
				if (typeof asked === 'string') {
					const {session: set} = await open([path, ...flags]);
					assert.deepEqual([set.question, set.run, set.tasks.length > 0], [undefined, 1, true]);
				} else {
					assert.match(await usageErrorOf([path, ...flags]), asked);
				}
			}
		});
	}

	test('asks with as many names as one row has room for', async () => {
		const question = async (count: number) => {
			const text = Array.from({length: count}, (_, nth) => `export async function job${nth}() {}\n`).join('');
			return (await open([written('many.mjs', text)])).session.question;
		};
		assert.equal(await question(1), 'many.mjs calls nothing by itself. r runs 1 of its functions: job0.');
		assert.equal(await question(3), 'many.mjs calls nothing by itself. r runs 3 of its functions: job0, job1, job2.');
		assert.match((await question(40)) ?? '', /: job0, job1, job2 and 37 others\.$/);
	});

	test('without keys, the question is an error that names the flags', async () => {
		const path = written('defines.mjs', targets['defines.mjs']);
		for (const flags of [['--plain'], ['--json'], ['--compare', '1,2']]) {
			assert.equal(
				await usageErrorOf([path, ...flags]),
				'defines.mjs calls nothing by itself. It has 2 functions: a, b. --tasks runs them, --only chooses.',
			);
		}
	});
});

suite('what cannot run is an error of one sentence', () => {
	const cases: readonly (readonly [
		name: string,
		argv: () => readonly string[],
		what: RegExp | string,
		language?: 'python',
	])[] = [
		['a missing file', () => ['nowhere.mjs'], 'cannot run "nowhere.mjs": no such file.'],
		[
			'a mistyped file',
			() => [written('crawl.py', '').replace('crawl', 'crwl')],
			/crwl\.py": no such file\. Did you mean "[^"]*\/crawl\.py"\?$/,
		],
		['a missing file in a missing folder', () => ['no/where.py'], 'cannot run "no/where.py": no such file.'],
		['an unknown extension', () => [written('a.rb', '')], /a\.rb": a program ends in \.js, .* or \.py\.$/],
		['no extension', () => [written('script', '')], /script": a program ends in \.js, /],
		['a folder without a lesson', () => [folder], / has no lesson\.json, __main__\.py, package\.json or index\.js\.$/],
		[
			'a folder that ends like a file',
			() => {
				mkdirSync(join(folder, 'folder.js'), {recursive: true});
				return [join(folder, 'folder.js')];
			},
			/folder\.js\/" has no lesson\.json, __main__\.py, package\.json or index\.js\.$/,
		],
		[
			'a syntax error',
			() => [written('broken.mjs', 'const a = 1;\nexport const b = ;\n')],
			/broken\.mjs:2 cannot be parsed: Unexpected token\.$/,
		],
		[
			'a syntax error in Python',
			() => [written('broken.py', 'import asyncio\nasync def a(:\n')],
			/broken\.py:2 cannot be parsed: .*invalid syntax.*\.$/,
			'python',
		],
		[
			'--only without tasks',
			() => [main, '--only', 'a'],
			/^--only cannot run functions of "main\.mjs": importing it would run line 8\. Without --only it runs as a program\.$/,
		],
		['--only and --main', () => [jobs, '--main', '--only', 'readMail'], 'use either --main or --only, not both.'],
		[
			'a task that is not there',
			() => [jobs, '--only', 'readMial'],
			'jobs.mjs has no task "readMial". Did you mean "readMail"? It has readMail, readNews, onlyHere.',
		],
		[
			'arguments for a set of tasks',
			() => [jobs, '--tasks', '--', 'x'],
			'arguments after -- need a program, but jobs.mjs runs as a set of tasks.',
		],
		[
			'two files of one language',
			() => [jobs, main],
			'two files run side by side only if one is JavaScript and one is Python.',
		],
		[
			'a program beside a set of tasks',
			() => [main, jobsInPython],
			/main\.mjs is a program, and .*jobs\.py only defines functions\. Open one of them, or add --main to run both/,
			'python',
		],
		[
			'no task in common',
			() => [jobs, written('others.py', 'async def other(): pass\n')],
			/^the files have no task in common: jobs\.mjs has readMail, .*; others\.py has other\.$/,
			'python',
		],
		[
			'a language that it is not in',
			() => [jobs, '-l', 'python'],
			'No Python file given. Run one of each: async-tui jobs.mjs jobs.py',
		],
		[
			'a strategy for a program',
			() => [main, '-s', 'race'],
			'--strategy has no effect here: a program has no strategies.',
		],
		['a limit for a program', () => [main, '-n', '3'], '--limit has no effect here: a program runs unchanged.'],
		['an address beside a file', () => [jobs, 'https://a.example'], /jobs\.mjs" is not a URL/],
	];
	for (const [name, argv, what, language] of cases) {
		test(name, {skip: language === 'python' && skip}, async () => {
			const said = await usageErrorOf(argv());
			if (typeof what === 'string') {
				assert.equal(said.replaceAll(programs, ''), what);
			} else {
				assert.match(said.replaceAll(programs, ''), what);
			}
		});
	}

	const canReadAll = process.platform === 'win32' || process.getuid?.() === 0;
	test('a file that cannot be read', {skip: canReadAll && 'this user can read all files'}, async () => {
		const path = written('secret.mjs', '');
		chmodSync(path, 0);
		assert.match(await usageErrorOf([path]), /secret\.mjs: permission denied\.$/);
	});
});

test('an error says what to do where flags do not help', async () => {
	const broken = written('unfinished.mjs', 'await sleep(100;\n');
	assert.equal(await adviceOf([broken]), 'Correct the file, then run it again; --watch does that at each save.');
	const list = written('two urls.txt', 'https://a.example\n');
	assert.equal(await adviceOf([list]), `To request its URLs: async-tui --urls '${list}'`);
	assert.equal(await adviceOf(['nowhere.mjs']), 'See all flags: async-tui --help');
});
