import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {transformSync} from 'esbuild';
import {runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

let folder = '';
before(() => {
	folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
});
const canPin = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0;
after(() => rmSync(folder, {recursive: true}));

function runText(name: string, text: string) {
	const path = join(folder, name);
	writeFileSync(path, text);
	return runFile(pathToFileURL(path));
}

test('the time of the thread is reported with each beat and at the end, since the start of the run', async () => {
	const trace = await runText(
		'half.mjs',
		`
			import {setTimeout as sleep} from 'node:timers/promises';
			const start = process.cpuUsage();
			const busy = () => process.cpuUsage(start).user + process.cpuUsage(start).system;
			while (busy() < 100_000);
			// A machine that stops for a moment makes one of them short, and what follows late.
			for (let rest = 0; rest < 5; rest++) await sleep(60);
		`,
	);
	const beats = eventsOf(trace, 'loop-beat');
	const ended = eventOf(trace, 'run-ended');
	const idle = [...beats, ended].map(event => event.idle ?? -1);
	assert(idle.length >= 3 && idle.every((value, index) => value >= (idle[index - 1] ?? 0)), String(idle));
	const whole = ended.idle ?? 0;
	assert(whole >= 150 && whole <= ended.at, `${whole} of ${ended.at} ms`);
	assert(ended.tracing !== undefined && ended.tracing > 0 && ended.tracing < ended.at);
	if (process.platform === 'linux') {
		assert(ended.processor !== undefined && ended.processor > 50 && ended.processor < ended.at, `${ended.processor}`);
		assert(ended.preempted !== undefined && ended.preempted >= 0);
	}
});

test('a block tells how much of it was on the processor: none of one that only waits', async () => {
	const trace = await runText(
		'stands.mjs',
		'await null;\nAtomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);\nawait null;\n',
	);
	const block = eventsOf(trace, 'loop-released').find(({ms}) => ms >= 100);
	assert(block, 'it is a block all the same');
	assert.equal(block.place?.line, 2);
	if (process.platform === 'linux') {
		assert((block.processor ?? 1000) < 60, `${block.processor} ms on the processor`);
	}
});

test('what is only preempted is no block', {skip: !canPin && 'takes the taskset of Linux'}, async () => {
	const trace = await runText(
		'preempted.mjs',
		`
			import {execFileSync, spawn} from 'node:child_process';
			import {once} from 'node:events';
			import {setImmediate as turn} from 'node:timers/promises';
			execFileSync('taskset', ['-a', '-cp', '0', String(process.pid)]);
			const spin = 'const end = Date.now() + 60_000; console.log(); while (Date.now() < end);';
			const others = Array.from({length: 4}, () => spawn(process.execPath, ['-e', spin]));
			await Promise.all(others.map(other => once(other.stdout, 'data')));
			await turn();
			const usage = process.threadCpuUsage ?? process.cpuUsage;
			async function compute() {
				for (let count = 0; count < 8; count++) {
					// First, so that no call computes within the stretch of the top level, which is one.
					await turn();
					const start = usage();
					for (let used = start; used.user + used.system - start.user - start.system < 8000; used = usage());
				}
			}
			console.log('start');
			await Promise.all(Array.from({length: 5}, compute));
			for (const other of others) other.kill();
		`,
	);
	const start = eventOf(trace, 'output-written').at;
	const blocks = eventsOf(trace, 'loop-blocked').filter(({at}) => at > start);
	assert.deepEqual(blocks, []);
	assert((eventOf(trace, 'run-ended').preempted ?? 0) > 200);
});

test('a program that exits has ended well, unless something waits for the outside', async () => {
	const waits = 'const wait = async () => { await new Promise(done => setTimeout(done, 5000)); };\n';
	const ends = async (text: string) => {
		const {outcome, exitCode} = eventOf(await runText('exits.mjs', text), 'run-ended');
		return [outcome, exitCode];
	};
	assert.deepEqual(await ends('process.exit(3);'), ['ok', 3]);
	assert.deepEqual(await ends('process.exitCode = 4; setTimeout(() => process.exit(), 1);'), ['ok', 4]);
	assert.deepEqual(await ends('async function main() { await null; process.exit(2); }\nawait main();'), ['ok', 2]);
	assert.deepEqual(await ends(`${waits}void wait(); process.exit(5);`), ['exited', 5]);
});

test('places and names are those of the file that was compiled', async () => {
	const source = `
import {setTimeout as sleep} from 'node:timers/promises';

async function loadEverything(count: number): Promise<number> {
	await sleep(count);
	return count;
}

export const total = await loadEverything(2);
`;
	const options = {loader: 'ts', format: 'esm', minify: true, sourcemap: 'inline', sourcefile: 'original.ts'} as const;
	const trace = await runText('compiled.mjs', transformSync(source, options).code);
	const original = 'original.ts';
	const call = eventsOf(trace, 'task-created').find(({kind}) => kind === 'call');
	assert.deepEqual([call?.name, call?.place?.file, call?.place?.line], ['loadEverything', original, 4]);
	assert.deepEqual(
		eventsOf(trace, 'task-waiting').map(({place}) => [place?.file, place?.line]),
		[
			[original, 5],
			[original, 9],
		],
	);
	const described = eventOf(trace, 'file-described');
	assert.deepEqual([described.name, described.text], [original, source]);
});

test('a loop that many short calls block together is not said to be blocked by one of them', async () => {
	const trace = await runText(
		'parts.mjs',
		`
			const used = () => process.cpuUsage().user / 1000;
			async function part() {
				const before = used();
				while (used() - before < 8);
			}
			async function whole() {
				for (let n = 0; n < 60; n++) await part();
			}
			await whole();
		`,
	);
	const blocked = eventsOf(trace, 'loop-blocked');
	assert(blocked.length > 0);
	for (const {since, task, place} of blocked) {
		assert(place !== undefined);
		// A part that other processes interrupt may be long.
		assert(task === undefined || eventOf(trace, 'task-started', task).at <= since + 1);
	}
});
