import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const busy = `
	export async function spins() {
		await null;
		forever();
	}
	function forever() {
		let turns = 0;
		while (true) {
			turns = (turns + 1) % 1000;
		}
	}
`;

const waiting = `
	export async function waits({signal}) {
		console.log('pid', process.pid);
		await new Promise((resolve, reject) => {
			setTimeout(resolve, 60_000);
			signal.addEventListener('abort', () => reject(signal.reason));
		});
	}
	export async function deaf() {
		await new Promise(resolve => setTimeout(resolve, 60_000));
	}
`;

const pidOf = (text: string) => Number(/^pid (\d+)/.exec(text)?.[1]);

function isAlive(pid: number) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function untilGone(pid: number) {
	const end = performance.now() + 5000;
	while (isAlive(pid)) {
		assert(performance.now() < end, `process ${pid} is still there`);
		await sleep(10);
	}
}

test('an aborted run tells its tasks, ends, and leaves no process', async () => {
	const abort = new AbortController();
	let pid = 0;
	const trace = await runProgram({
		program: waiting,
		tasks: ['waits', 'deaf'],
		signal: abort.signal,
		on(event) {
			if (event.type === 'output-written') {
				pid = pidOf(event.text);
			} else if (event.type === 'task-waiting' && event.task === 'deaf') {
				abort.abort();
			}
		},
	});
	assert.equal(eventOf(trace, 'task-ended', 'waits').outcome, 'cancelled');
	assert.equal(eventOf(trace, 'task-ended', 'deaf').outcome, 'cancelled');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
	assert(pid > 0);
	assert(!isAlive(pid));
});

test('a run that is aborted before it begins is cancelled', async () => {
	const trace = await runProgram({program: waiting, tasks: ['waits'], signal: AbortSignal.abort()});
	assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
	assert.deepEqual(eventOf(trace, 'run-ended').open, ['waits']);
});

test('who stops listening ends the run', async () => {
	let pid = 0;
	await assert.rejects(
		runProgram({
			program: waiting,
			tasks: ['waits'],
			on(event) {
				if (event.type === 'output-written') {
					pid = pidOf(event.text);
					throw new Error('the listener leaves');
				}
			},
		}),
		/the listener leaves/,
	);
	assert(pid > 0);
	assert(!isAlive(pid));
});

test('a busy loop is seen while it lasts, with its line, and can be aborted', async () => {
	const abort = new AbortController();
	let abortedAt = 0;
	const trace = await runProgram({
		program: busy,
		tasks: ['spins'],
		signal: abort.signal,
		on(event) {
			if (event.type === 'loop-blocked') {
				abortedAt = performance.now();
				abort.abort();
			}
		},
	});
	const took = performance.now() - abortedAt;
	const blocked = eventOf(trace, 'loop-blocked');
	assert.equal(blocked.task, 'spins');
	assert.equal(blocked.inside, 'forever');
	assert([8, 9, 10].includes(blocked.place?.line ?? 0), `line ${blocked.place?.line}`);
	assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
	assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
	assert(took < 500, `aborted after ${took} ms`);
});

test('a killed engine is a run that ended, with the reason', async () => {
	const trace = await runProgram({
		program: waiting,
		tasks: ['waits', 'deaf'],
		on(event) {
			if (event.type === 'output-written') {
				process.kill(pidOf(event.text), 'SIGKILL');
			}
		},
	});
	const ended = eventOf(trace, 'run-ended');
	assert.equal(ended.outcome, 'killed');
	assert.match(ended.error?.message ?? '', /SIGKILL/);
	assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
});

for (const program of ['waits', 'spins']) {
	test(`the engine ends with its host, while its task ${program}`, async () => {
		const host = spawn(
			process.execPath,
			[fileURLToPath(new URL('programs/host-that-dies.ts', import.meta.url)), program],
			{stdio: ['ignore', 'pipe', 'inherit']},
		);
		host.stdout.setEncoding('utf8');
		const [text] = await once(host.stdout, 'data');
		const pid = pidOf(text);
		assert(isAlive(pid));
		host.kill('SIGKILL');
		await untilGone(pid);
	});
}

test('an engine that does not start is a failed run', async () => {
	const trace = await runProgram({
		program: waiting,
		tasks: ['waits'],
		engine: createJavaScriptEngine('/nonexistent/node'),
	});
	assert.equal(eventOf(trace, 'run-ended').outcome, 'failed');
	assert.match(eventOf(trace, 'run-ended').error?.message ?? '', /ENOENT/);
});

test('a warm engine runs at once, and its spare goes with it', async () => {
	const engine = createJavaScriptEngine();
	engine.warm();
	engine.warm();
	const trace = await runProgram({program: 'export async function quick() { await null; }', tasks: ['quick'], engine});
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
	engine.warm();
	await engine.close();
});

test('tasks that nothing can wake are stalled', async () => {
	const trace = await runProgram({
		program: `
			export async function sleeps() { await new Promise(() => {}); }
			export async function ends() { await null; }
		`,
		tasks: ['sleeps', 'ends'],
	});
	const ended = eventOf(trace, 'run-ended');
	assert.deepEqual([ended.outcome, ended.open], ['stalled', ['sleeps']]);
	assert.equal(eventsOf(trace, 'task-ended', 'sleeps').length, 0);
});

test('process.exit in mid-run ends the run', async () => {
	const trace = await runProgram({
		program: `
			export async function leaves() { await null; process.exit(3); }
			export async function waits() { await new Promise(resolve => setTimeout(resolve, 1000)); }
		`,
		tasks: ['waits', 'leaves'],
	});
	const ended = eventOf(trace, 'run-ended');
	assert.deepEqual([ended.outcome, ended.error?.message], ['exited', 'the program exited with code 3']);
	assert.equal(eventOf(trace, 'engine-exited').code, 3);
});

test('a program that cannot be loaded is a failed run that says why', async () => {
	const failures = [
		['export async function task( {', 'SyntaxError', 1],
		['export const other = 1;', 'MissingExport', undefined],
		['\n\nthrow new RangeError("at the top");', 'RangeError', 3],
		['import "./nowhere.js"; export const task = 1;', 'Error', undefined],
	] as const;
	for (const [program, name, line] of failures) {
		const trace = await runProgram({program, tasks: ['task']});
		const ended = eventOf(trace, 'run-ended');
		assert.deepEqual([ended.outcome, ended.error?.name, ended.error?.place?.line], ['failed', name, line]);
		assert((ended.error?.message ?? '').length > 0);
		assert.equal(eventsOf(trace, 'run-started').length, 0);
	}
});

test('what the program writes is known by task and line, and reaches no terminal', async () => {
	const trace = await runProgram({
		program: `
			import {writeSync} from 'node:fs';
			import {execSync} from 'node:child_process';
			export async function writes() {
				console.log('by console.log');
				process.stdout.write('by stdout');
				await null;
				writeSync(1, 'by writeSync');
				console.error('by console.error');
				setTimeout(() => console.log('by a callback'), 1);
				execSync('echo by another process', {stdio: 'inherit'});
				await new Promise(resolve => setTimeout(resolve, 50));
			}
		`,
		tasks: ['writes'],
	});
	const written = eventsOf(trace, 'output-written').map(({stream, text, task, place}) => [
		stream,
		text,
		task,
		place?.line,
	]);
	assert.deepEqual(
		written.sort(([, left = ''], [, right = '']) => (left < right ? -1 : 1)),
		[
			['stdout', 'by a callback\n', 'writes', 10],
			['stdout', 'by another process\n', undefined, undefined],
			['stderr', 'by console.error\n', 'writes', 9],
			['stdout', 'by console.log\n', 'writes', 5],
			['stdout', 'by stdout', 'writes', 6],
			['stdout', 'by writeSync', 'writes', 8],
		],
	);
});

test('a hot loop is told in a few events, exact at its start and its end', async () => {
	const trace = await runProgram({
		program: `export async function hot() {
			for (let turn = 0; turn < 20_000; turn++) {
				await null;
			}
			await new Promise(resolve => setTimeout(resolve, 30)); // rest
			return 'cool';
		}`,
		tasks: ['hot'],
	});
	const own = trace.filter(event => 'task' in event && event.task === 'hot');
	assert(own.length < 200, `${own.length} events`);
	const single = eventsOf(trace, 'task-resumed', 'hot').length;
	const cycled = eventsOf(trace, 'task-cycled', 'hot');
	assert.equal(single + cycled.reduce((sum, {times}) => sum + times, 0), 20_001);
	const last = eventsOf(trace, 'task-waiting', 'hot').at(-1);
	assert.deepEqual([last?.place?.line, last?.on], [5, {kind: 'timer', ms: 30}]);
	const ended = eventOf(trace, 'task-ended', 'hot');
	assert.equal(ended.value, "'cool'");
	assert(ended.at - (last?.at ?? 0) > 15, 'the last suspension has its own time');
});

test('a block that is too short for the watchdog is told afterwards, with the line before it', async () => {
	const trace = await runProgram({
		program: `export async function holds() {
			await null; // before
			const end = performance.now() + 60;
			while (performance.now() < end);
			await null; // after
		}`,
		tasks: ['holds'],
	});
	const released = eventOf(trace, 'loop-released');
	assert.equal(eventsOf(trace, 'loop-blocked').length, 0);
	assert.deepEqual([released.task, released.place?.line], ['holds', 2]);
	assert(released.ms >= 59 && released.ms < 150, `${released.ms} ms`);
});

test('a run can be released at an agreed instant', async () => {
	// On a busy machine a process takes longer to be ready, and is late.
	const tries: string[] = [];
	for (const margin of [600, 1500, 4000]) {
		let before = 0;
		const trace = await runProgram({
			program: 'export async function quick() { await null; }',
			tasks: ['quick'],
			releaseAt: performance.now() + margin,
			on(event, run) {
				if (event.type === 'runtime-ready') {
					before = run.clock();
				}
			},
		});
		const {at} = eventOf(trace, 'run-started');
		assert(at >= 0, `${at} ms before the release`);
		if (before < 0 && at < 50) {
			return;
		}

		tries.push(`ready at ${before}, started at ${at} ms`);
	}

	assert.fail(tries.join('; '));
});

test('what is no event is a warning', async () => {
	const trace = await runProgram({
		program: `
			import fs from 'node:fs';
			export async function scribbles() {
				fs.writeSync(3, 'scribble\\n{"type":"task-ended"}\\n');
			}
		`,
		tasks: ['scribbles'],
	});
	assert.deepEqual(
		eventsOf(trace, 'warning-raised').map(({kind, message}) => [kind, message]),
		[
			['engine', 'not an event: scribble'],
			['engine', 'not an event: {"type":"task-ended"}'],
		],
	);
});

test('nothing is lost when a program tells more than is heard', async () => {
	const trace = await runProgram({
		program: `
			async function step() {}
			export async function floods() {
				for (let turn = 0; turn < 8000; turn++) step();
			}
		`,
		tasks: ['floods'],
	});
	assert.equal(eventsOf(trace, 'task-created').length, 8002);
	assert.equal(eventsOf(trace, 'task-ended').length, 8002);
});
