import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {scenarios} from '../source/scenarios/index.ts';
import {strategies} from '../source/strategies/index.ts';

const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));

type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

function run(command: string, args: readonly string[], during: (pid: number) => void = () => {}): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: process.env.PATH}});
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
		child.on('close', code => resolve({code, stdout, stderr}));
	});
}

const asyncTui = (...args: readonly string[]) => run(process.execPath, [program, ...args]);

test('the last line of --json is the summary, in milliseconds, for scripts', async () => {
	const {code, stdout, stderr} = await run('sh', ['-c', `"${process.execPath}" "${program}" two --json | tail -1`]);
	const {lag, ...summary} = JSON.parse(stdout);
	assert.deepEqual([code, stderr], [0, '']);
	assert.deepEqual(Object.keys(lag), ['p50', 'p99', 'max']);
	const {makespan, sum, longest, speedup, ...rest} = summary;
	assert.ok(longest >= 1499 && makespan >= longest && sum > 2400 && Math.abs(speedup - sum / makespan) < 0.01);
	assert.deepEqual(rest, {
		type: 'summary',
		scenario: 'two',
		strategy: 'concurrent',
		language: 'javascript',
		peak: 2,
		done: 2,
		failed: 0,
		cancelled: 0,
		timedOut: 0,
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

test('a reader that has seen enough ends it quietly', async () => {
	const {stdout, stderr} = await run('bash', [
		'-c',
		`"${process.execPath}" "${program}" two --plain | head -1; echo "\${PIPESTATUS[0]}"`,
	]);
	assert.equal(stderr, '');
	assert.match(stdout, /^Two requests[^\n]*\n0\n$/);
});

test('Ctrl+C in a pipe ends the run, says so, and exits with 130', async () => {
	let interrupted = false;
	const {code, stdout} = await run(process.execPath, [program, '-s', '1', '--plain'], pid => {
		if (!interrupted) {
			interrupted = true;
			process.kill(pid, 'SIGINT');
		}
	});
	assert.equal(code, 130);
	assert.match(stdout, /cancelled/);
});

test('wrong use is a sentence with the nearest right word, and exit code 2', async () => {
	const {code, stdout, stderr} = await asyncTui('--strategy', 'concurent');
	assert.deepEqual([code, stdout], [2, '']);
	assert.match(stderr, /^async-tui: unknown strategy "concurent"\. Did you mean "concurrent"\?\n[^\n]+\n$/);
});

test('list, help and version', async () => {
	const rows = (await asyncTui('list', '--json')).stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual(
		rows.map(({kind, name}) => `${kind} ${name}`),
		[...scenarios.map(({name}) => `scenario ${name}`), ...strategies.map(({name}) => `strategy ${name}`)],
	);
	assert.match((await asyncTui('-h')).stdout, /^async-tui: watch async code run\n\nExamples\n/);
	assert.match((await asyncTui('--version')).stdout, /^async-tui \d+\.\d+\.\d+\n$/);
});

test('a Node.js that is too old is told so, without a stack', async () => {
	const pretend = `Object.defineProperty(process.versions, 'node', {value: '18.20.8'}); import('${program}')`;
	const {code, stdout, stderr} = await run(process.execPath, ['--eval', pretend]);
	assert.deepEqual([code, stdout], [2, '']);
	assert.match(stderr, /^async-tui: [^\n]*18\.20\.8[^\n]*20\.19[^\n]*\n$/);
});
