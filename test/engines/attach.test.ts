import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {connect} from 'node:net';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createEngines} from '../../source/engines/index.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {eachEvent} from '../helpers/events.ts';
import {withFolder} from '../helpers/folder.ts';
import {callsIn} from '../helpers/run-command.ts';
import {eventOf, eventsOf} from '../helpers/run-program.ts';

const waits = `import {setTimeout as sleep} from 'node:timers/promises';
async function step(number) {
	await sleep(5);
	if (number % 4 === 3) throw new Error('three');
	return number;
}
async function before() {
	for (let number = 0; ; number++) {
		await sleep(40);
		if (steps) await step(number).catch(() => {});
	}
}
let steps = process.argv[2] !== 'after-signal';
process.on('SIGUSR2', () => {
	steps = true;
});
console.log('ready');
setInterval(() => {}, 1000);
await before();
`;

/** Starts a program, and waits until it says that it is ready. */
async function started(cwd: string, ...words: string[]): Promise<ChildProcess> {
	const child = spawn(process.execPath, words, {cwd, stdio: ['ignore', 'pipe', 'pipe']});
	child.stderr.resume();
	await once(child.stdout, 'data');
	child.stdout.resume();
	return child;
}

/** Observes a process until `isEnough`. */
async function attached(pid: number, isEnough: (events: readonly TraceEvent[]) => boolean): Promise<TraceEvent[]> {
	const [engine] = createEngines();
	const abort = new AbortController();
	const events: TraceEvent[] = [];
	const title = `process ${pid}`;
	const description = {
		form: 'program',
		scenario: {name: title, title},
		strategy: {name: 'as-it-is', title: 'As is', total: 'settled'},
		source: 'measured',
		seed: 1,
		tasks: [],
		files: [],
	} as const;
	assert(engine);
	const program = {description: {...description, tasks: [], files: []}, files: [], calls: [], pid};
	for await (const event of eachEvent(engine.run(program, abort.signal))) {
		events.push(event);
		if (isEnough(events)) {
			abort.abort();
		}
	}

	await engine.close();
	return events;
}

const never = () => false;

/** Whether something listens on the inspector's port. */
async function isInspected(): Promise<boolean> {
	const socket = connect(9229, '127.0.0.1');
	const [how] = await Promise.race([
		once(socket, 'connect').then(() => [true]),
		once(socket, 'close').then(() => [false]),
	]).catch(() => [false]);
	socket.destroy();
	return how === true;
}

const failure = (events: readonly TraceEvent[]) => eventOf(events, 'run-ended').error?.message;
const isFree = !(await isInspected());
const taken = isFree ? false : 'port 9229 is taken';

test('a process that runs is observed, and left as it was', {skip: taken}, () =>
	withFolder({'waits.mjs': waits}, async folder => {
		// Steps later, or one may be suspended when the observation starts.
		const child = await started(fileURLToPath(folder), 'waits.mjs', 'after-signal');
		try {
			const failed = (events: readonly TraceEvent[]) => {
				if (events.at(-1)?.type === 'run-started') {
					child.kill('SIGUSR2');
				}

				return eventsOf(events, 'task-ended').some(({error}) => error);
			};
			const events = await attached(child.pid ?? 0, failed);
			const suspended = eventsOf(events, 'task-created').filter(event => event.attached);
			assert.deepEqual(
				suspended.map(({name, place}) => [name, place?.line]),
				[['before', 7]],
			);
			assert.deepEqual(callsIn(events).toSorted(), ['before waits.mjs:7', 'step waits.mjs:2']);
			const error = eventsOf(events, 'task-ended').find(each => each.error)?.error;
			assert.deepEqual([error?.message, error?.place?.line], ['three', 4]);
			assert.match(eventOf(events, 'runtime-ready').process?.attached ?? '', /^\d\d:\d\d:\d\d$/);
			assert.equal(eventOf(events, 'run-ended').outcome, 'ok');
			assert.equal(child.exitCode, null);
			// Its inspector is closed: the next one can be opened.
			const again = await attached(child.pid ?? 0, each => callsIn(each).length === 2);
			assert.equal(callsIn(again).length, 2);
		} finally {
			child.kill();
		}
	}),
);

test('a process that ends ends its trace', {skip: taken}, () =>
	withFolder({'waits.mjs': waits}, async folder => {
		const child = await started(fileURLToPath(folder), 'waits.mjs');
		const events = await attached(child.pid ?? 0, each => {
			if (callsIn(each).length === 2) {
				child.kill();
			}

			return false;
		});
		assert.equal(failure(events), `process ${child.pid} has ended`);
	}),
);

test('what cannot be attached to is said', async () => {
	assert.equal(failure(await attached(2 ** 22 + 1, never)), `there is no process ${2 ** 22 + 1}`);
	const sleeping = spawn('sleep', ['30']);
	assert.match(
		failure(await attached(sleeping.pid ?? 0, never)) ?? '',
		/^process \d+ \(sleep\) is neither Node\.js nor Python$/,
	);
	sleeping.kill();
});

test('a process that does not listen to SIGUSR1 is not sent one', {skip: process.platform !== 'linux'}, () =>
	withFolder({'waits.mjs': waits}, async folder => {
		const child = await started(fileURLToPath(folder), '--disable-sigusr1', 'waits.mjs');
		const events = await attached(child.pid ?? 0, never);
		assert.match(failure(events) ?? '', /does not listen to SIGUSR1/);
		assert.equal(child.signalCode, null);
		child.kill();
	}),
);

test("a debugger's own session is left alone", {skip: taken}, () =>
	withFolder({'waits.mjs': waits}, async folder => {
		const cwd = fileURLToPath(folder);
		const debugged = await started(cwd, '--inspect=127.0.0.1:9229', 'waits.mjs');
		const other = await started(cwd, 'waits.mjs');
		const events = await attached(other.pid ?? 0, never);
		assert.equal(
			failure(events),
			`port 9229 is the inspector of process ${debugged.pid}: end that one's debugging first`,
		);
		const own = await attached(debugged.pid ?? 0, each => callsIn(each).length === 2);
		assert.equal(callsIn(own).length, 2);
		assert(await isInspected());
		debugged.kill();
		other.kill();
	}),
);
