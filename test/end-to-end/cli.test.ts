import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, suite, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {exerciseNames} from '../../source/content/exercises/index.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {lessonFolder, naps} from '../fixtures/lesson-folder.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

/** Keeps the user's own progress untouched. */
const state = mkdtempSync(join(tmpdir(), 'async-tui-'));
after(() => rmSync(state, {recursive: true}));

type Ended = {
	readonly code: number | null;
	readonly signal: string | null;
	readonly stdout: string;
	readonly stderr: string;
};

function run(command: string, args: readonly string[], during: (pid: number) => void = () => {}): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {PATH: process.env.PATH, XDG_STATE_HOME: state},
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', data => {
			stdout += data;
			during(child.pid ?? 0);
		});
		child.stderr.setEncoding('utf8').on('data', data => {
			stderr += data;
		});
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	});
}

const asyncTui = (...args: readonly string[]) => run(process.execPath, [program, ...args]);

test('the last line of --json is the summary, in milliseconds, for scripts', async () => {
	const {code, stdout, stderr} = await run('sh', ['-c', `"${process.execPath}" "${program}" two --json | tail -1`]);
	const {lag, ...summary} = JSON.parse(stdout);
	assert.deepEqual([code, stderr], [0, '']);
	assert.deepEqual(Object.keys(lag), ['p50', 'p99', 'max']);
	const {makespan, sum, longest, bound, verdict, thread, outside, tracing, held, ...rest} = summary;
	assert.match(verdict, /^2\.\d\d s of waiting in [12]\.\d\d s, up to 2 at once/);
	assert.ok(outside >= 0 && outside <= thread, `${outside} of ${thread}`);
	assert.ok(thread >= 0 && thread < 0.5 && tracing >= 0 && tracing < 0.5, `${thread}, ${tracing}`);
	// A machine with much to do can keep the thread from its core for longer than a block.
	assert.ok(held >= 0 && held < makespan / 2, `${held}`);
	assert.ok(longest >= 1499 && makespan >= longest && sum > 2400 && Math.abs(bound - sum / makespan) < 0.01);
	assert.deepEqual(rest, {
		type: 'summary',
		scenario: 'two',
		strategy: 'concurrent',
		language: 'javascript',
		survivors: null,
		speedup: null,
		peak: 2,
		queued: 0,
		startUp: 0,
		kind: 'overlaps',
		threadIs: 'exact',
		done: 2,
		failed: 0,
		cancelled: 0,
		destroyed: 0,
		timedOut: 0,
		findings: [],
		forecast: null,
	});
});

test('piped output is lines, without escape sequences', async () => {
	const {code, stdout, stderr} = await asyncTui('mirrors', '-s', '6');
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(stdout, /^Four mirrors of one file · 4 tasks/);
	assert.match(stdout, /failed +lisbon .*TypeError: fetch failed/);
	assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /^Total 1\.\d{3} s/);
	assert.ok(!stdout.includes('\u001B'));
});

test('a run that fails exits with 1', async () => {
	const {code, stdout} = await asyncTui('mirrors', '-s', 'race');
	assert.equal(code, 1);
	assert.match(stdout, /failed/);
});

test('a reader that closes the pipe ends the program quietly', async () => {
	const {stdout, stderr} = await run('bash', [
		'-c',
		`"${process.execPath}" "${program}" two --plain | head -1; echo "\${PIPESTATUS[0]}"`,
	]);
	assert.equal(stderr, '');
	assert.match(stdout, /^Two requests[^\n]*\n0\n$/);
});

test('Ctrl+C in a pipe ends the run, prints that, and ends by the signal, which a shell shows as 130', async () => {
	let interrupted = false;
	const {signal, stdout} = await run(process.execPath, [program, '-s', '1', '--plain'], pid => {
		if (!interrupted) {
			interrupted = true;
			process.kill(pid, 'SIGINT');
		}
	});
	assert.equal(signal, 'SIGINT');
	assert.match(stdout, /^Stopped (after \d\.\d\d s|before it started), by you\.$/m);
});

test('a usage error is a sentence with the closest word, and exit code 2', async () => {
	const {code, stdout, stderr} = await asyncTui('--strategy', 'concurent');
	assert.deepEqual([code, stdout], [2, '']);
	assert.match(stderr, /^async-tui: unknown strategy "concurent"\. Did you mean "concurrent"\?\n[^\n]+\n$/);
});

test('list, help, version and completion', async () => {
	const rows = (await asyncTui('list', '--json')).stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual(
		rows.map(({kind, name}) => `${kind} ${name}`),
		[
			...lessonNames.map(name => `lesson ${name}`),
			...exerciseNames.map(name => `exercise ${name}`),
			...scenarios.map(({name}) => `scenario ${name}`),
			...strategies.map(({name}) => `strategy ${name}`),
		],
	);
	assert.match((await asyncTui('-h')).stdout, /^async-tui: watch async code run\n\nExamples\n/);
	assert.match((await asyncTui('--version')).stdout, /^async-tui \d+\.\d+\.\d+\n$/);
	const verbose = await asyncTui('--version', '--verbose', '--python', '/nowhere/python');
	assert.match(
		verbose.stdout,
		/^async-tui .*\nnode v.*\npython none: .*\/nowhere\/python: not found\. .*\nplatform .*\nterminal none/,
	);
	const {code, stdout, stderr} = await asyncTui('completion', 'bash');
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(stdout, /\ncomplete -F _async_tui async-tui\n$/);
	assert.ok([...lessonNames, ...scenarios.map(({name}) => name)].every(name => stdout.includes(` ${name}`)));
});

test('a Node.js that is too old gets a sentence without a stack', async () => {
	const pretend = `Object.defineProperty(process.versions, 'node', {value: '18.20.8'}); import(${JSON.stringify(pathToFileURL(program))})`;
	const {code, stdout, stderr} = await run(process.execPath, ['--eval', pretend]);
	assert.deepEqual([code, stdout], [2, '']);
	assert.match(stderr, /^async-tui: [^\n]*18\.20\.8[^\n]*20\.19[^\n]*\n$/);
});

suite('a lesson', () => {
	test('that is built in prints the question, the run, the claims, the answer and why; then it is done', async () => {
		const {code, stdout, stderr} = await asyncTui('lesson', 'calling', '-l', 'javascript', '--plain', '--answer', 'a');
		assert.deepEqual([code, stderr], [0, '']);
		const order = [
			/^Calling an async function\n/,
			/\n {2}a {2}/,
			/start +top level/,
			/\n✓ JavaScript: /,
			/The answer is c, not a: /,
			/\nWhy\n/,
			/https:/,
		];
		const places = order.map(pattern => stdout.search(pattern));
		assert.ok(
			places.every((place, index) => place > (places[index - 1] ?? -1)),
			`${places}\n${stdout}`,
		);
		assert.match((await asyncTui('list')).stdout, /^ {2}(✓|\*) {2}calling /m);
	});

	test('from a folder, in both formats; a program that fails on purpose is not a failure', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const {code, stdout} = await asyncTui(`${path}/`, '-l', 'javascript');
		assert.equal(code, 0, stdout);
		assert.match(stdout, /✓ JavaScript: The second nap began at \d+ ms\./);
		assert.match(stdout, /failed +nap .*Error: ouch[\s\S]*✓ JavaScript: The nap failed\./);
		assert.match(stdout, /\nThe answer is b: 100 ms\n/);

		const lines = (await asyncTui(path, '-l', 'javascript', '--json', '--answer', 'b')).stdout.trimEnd().split('\n');
		const {claims, ...rest} = JSON.parse(lines.at(-1) ?? '');
		assert.deepEqual(rest, {
			type: 'lesson',
			name: basename(path),
			question: naps.question.text,
			answers: naps.question.answers,
			answer: 'b',
			right: 'b',
			verdict: 'holds',
		});
		assert.deepEqual(
			claims.map(({version, language, holds}: Record<string, unknown>) => [version, language, holds]),
			[
				['in-turn', 'javascript', true],
				['falling', 'javascript', true],
			],
		);
		assert.equal(lines.map(line => JSON.parse(line)).filter(({type}) => type === 'run-described').length, 2);
	});

	test('exits with 0 also if a program does not compile, and with 1 if a runtime does not start', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const viral = ['lesson', 'async-is-viral', '-l', 'javascript', '-s', '1'];
		const {code, stdout} = await asyncTui(...viral);
		assert.match(stdout, /SyntaxError: await is only valid/);
		assert.match(stdout, /✓ JavaScript: Nothing ran, not even query\(\)/);
		assert.equal(code, 0);
		const {code: withoutRuntime} = await asyncTui(
			path,
			'-s',
			'in-turn',
			'-l',
			'python',
			'--python',
			join(path, 'none'),
		);
		assert.equal(withoutRuntime, 1);
	});

	test('runs only the version of -s, and says if it has no program', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const {code, stdout} = await asyncTui(path, '-s', 'falling', '-l', 'python');
		assert.equal(code, 0);
		assert.match(stdout, /\nFalling out of bed, Python: Python sleeps soundly\. The nearest: raise\.\n/);
		assert.doesNotMatch(stdout, /In turn|in-turn/);
	});

	test('exits with 1 if a claim fails, and prints what was measured', async t => {
		const {path, remove} = lessonFolder({claims: [{order: ['nap#2 starts', 'nap ends'], say: 'They overlap.'}]});
		t.after(remove);
		const {code, stdout} = await asyncTui(path, '-l', 'javascript');
		assert.equal(code, 1);
		assert.match(stdout, /\n✗ JavaScript: /);
		const {stdout: json} = await asyncTui(path, '-l', 'javascript', '--json');
		assert.equal(JSON.parse(json.trimEnd().split('\n').at(-1) ?? '').verdict, 'fails');
	});

	test('that is broken names file, field and problem in one line, and exits with 2', async t => {
		const {path, remove} = lessonFolder({question: {...naps.question, right: 'd'}});
		t.after(remove);
		const {code, stdout, stderr} = await asyncTui(path);
		assert.deepEqual([code, stdout], [2, '']);
		assert.equal(
			stderr.split('\n')[0],
			`async-tui: ${basename(path)}/lesson.json: question.right: expected "a", "b" or "c".`,
		);
	});

	test('whose progress cannot be saved prints one line on stderr', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		writeFileSync(join(path, 'no-folder'), '');
		const args = [program, path, '-s', '1', '-l', 'javascript', '--answer', 'b'];
		const {code, stderr} = await run('env', [`XDG_STATE_HOME=${join(path, 'no-folder')}`, process.execPath, ...args]);
		assert.equal(code, 0);
		assert.match(stderr, /^async-tui: Your progress is not saved: [^\n]*\n$/);
	});

	test('saves what is done, and nothing else', () => {
		const kept = JSON.parse(readFileSync(join(state, 'async-tui', 'progress.json'), 'utf8'));
		assert.equal(kept.version, 1);
		assert.deepEqual(Object.keys(kept), ['version', 'done']);
		assert.ok(kept.done.includes('calling'));
	});
});

suite("the user's own work", () => {
	const own = (name: string) => fileURLToPath(new URL(`../workloads/user/programs/${name}`, import.meta.url));

	test('prints the functions of a file as lines, and as events with a summary', async () => {
		const {code, stdout, stderr} = await asyncTui(own('jobs.mjs'), '--tasks', '-s', 'sequential');
		assert.deepEqual([code, stderr], [0, '']);
		assert.match(stdout, /^jobs\.mjs · 3 tasks · sequential · JavaScript · measured\n/);
		assert.match(stdout, /done +readMail[\s\S]+start +readNews[\s\S]+result +done/);
		const {stdout: json} = await asyncTui(own('jobs.mjs'), '--only', 'readMail', '--json');
		const summary = JSON.parse(json.trimEnd().split('\n').at(-1) ?? '');
		assert.deepEqual([summary.type, summary.scenario, summary.done], ['summary', 'jobs.mjs', 1]);
	});

	test('runs a program with its arguments; a failure exits with 1', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const {code, stdout} = await asyncTui(own('main.mjs'), '--plain', '--', 'Ada', '--json');
		assert.equal(code, 0);
		assert.match(stdout, /stdout +top level +Hello, Ada!\n/);
		writeFileSync(join(path, 'fails.mjs'), "throw new Error('out of coffee');\n");
		const failed = await asyncTui(join(path, 'fails.mjs'));
		assert.equal(failed.code, 1);
		assert.match(failed.stdout, /^Failed after \d\.\d\d s: Error: out of coffee\.$/m);
	});

	test('runs strategies in sequence, with a summary for each, or a table', async () => {
		const {code, stdout} = await asyncTui(own('jobs.mjs'), '--tasks', '--compare', '2,sequential', '--json');
		const lines = stdout.trimEnd().split('\n');
		const seen = lines.map(line => JSON.parse(line)).filter(({type}) => type === 'run-ended' || type === 'summary');
		assert.equal(code, 0);
		assert.deepEqual(
			seen.map(({type, strategy}) => strategy ?? type),
			['run-ended', 'concurrent', 'run-ended', 'sequential'],
		);
		const {stdout: plain} = await asyncTui(own('jobs.mjs'), '--tasks', '--compare', 'sequential,concurrent', '--plain');
		assert.match(
			plain,
			/\nstrategy +language +total +speed-up +peak +first result\nConcurrent +JavaScript .*\nSequential +JavaScript /,
		);
	});

	test('of a file that only defines functions, names the flags that run them', async () => {
		const {code, stdout, stderr} = await asyncTui(own('jobs.mjs'));
		assert.deepEqual([code, stdout], [2, '']);
		assert.match(stderr, /^async-tui: jobs\.mjs calls nothing by itself\. It has 3 functions: .*--only chooses\.\n/);
	});

	test('--cwd is the folder of the program, and of the names on the command line', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		writeFileSync(join(path, 'where.mjs'), 'console.log(process.cwd());\n');
		const {code, stdout} = await asyncTui('where.mjs', '--cwd', path);
		assert.equal(code, 0);
		assert.ok(stdout.includes(realpathSync(path)), stdout);
		const wrong = await asyncTui('where.mjs', '--cwd', join(path, 'nowhere'));
		assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
		assert.match(wrong.stderr, /^async-tui: cannot work in ".*": no such file or directory\.\n/);
	});

	test('requests a URL without a server, from standard input', async () => {
		const shell = `echo http://127.0.0.1:1026/ | "${process.execPath}" "${program}" -`;
		const {code, stdout, stderr} = await run('sh', ['-c', shell]);
		assert.deepEqual([code, stderr], [1, '']);
		assert.match(stdout, /failed +127\.0\.0\.1:1026 .*RequestError: 127\.0\.0\.1:1026 refused the connection\n/);
	});

	test('reports a missing file in one line on stderr with exit code 2, before anything else', async () => {
		for (const [args, what] of [
			[['nowhere.py'], 'cannot run "nowhere.py": no such file.'],
			[[own('addresses.txt')], /addresses\.txt": a program ends in \.js, .* or \.py\.$/],
			[['https://'], '"https://" is not a URL: it must start with http:// or https:// and name a host.'],
		] as const) {
			const {code, stdout, stderr} = await asyncTui(...args);
			assert.deepEqual([code, stdout], [2, '']);
			const [line = ''] = stderr.replace('async-tui: ', '').split('\n');
			assert.ok(typeof what === 'string' ? line === what : what.test(line), stderr);
		}
	});
});
