import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {isAlive} from '../../helpers/processes.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const waiting = `
	export async function waits() {
		console.log(process.pid);
		await new Promise(resolve => setTimeout(resolve, 60_000));
	}
`;

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
					pid = Number(event.text);
					throw new Error('the listener leaves');
				}
			},
		}),
		/the listener leaves/,
	);
	assert(pid > 0);
	assert(!isAlive(pid));
});

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

test('a block that is too short for the watchdog is told afterwards, with the line before it', async () => {
	const trace = await runProgram({
		program: `export async function holds() {
			await null; // before
			const usage = process.threadCpuUsage ?? process.cpuUsage;
			const start = usage();
			for (let used = start; used.user + used.system - start.user - start.system < 40_000; used = usage());
			await null; // after
		}`,
		tasks: ['holds'],
	});
	const released = eventsOf(trace, 'loop-released').find(({task}) => task === 'holds');
	assert(released);
	const held = released.ms - (released.preempted ?? 0);
	assert(held >= 20, `${held} ms`);
	// Where others have the processor for long, the watchdog sees it all the same, and stops the thread to look.
	if (eventsOf(trace, 'loop-blocked').length > 0) return;
	assert.equal(released.place?.line, 2);
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
