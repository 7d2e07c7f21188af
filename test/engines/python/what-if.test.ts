import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const program = `
import asyncio
from simulated import fetch

async def get():
    reply = await fetch("https://test.example/get")
    return await reply.json()

async def rest(ms):
    await asyncio.sleep(ms / 1000)

async def deaf(ms):
    for _ in range(2):
        try:
            await asyncio.sleep(ms / 2000)
        except asyncio.CancelledError:
            pass

async def turns():
    while True:
        await asyncio.sleep(0)
`;
const get = {id: 'get', latency: 200, replies: [{path: '/get', share: 1, body: true}]};
const rest = {id: 'rest', latency: 200, arguments: [200]};
const deaf = {id: 'deaf', latency: 200, arguments: [200]};

/** A block is seen for certain if the thread has the processor for that long, in ms. */
const minSeenMs = 300;

const timeOf = (trace: Parameters<typeof eventOf>[0], task: string) =>
	eventOf(trace, 'task-ended', task).at - eventOf(trace, 'task-started', task).at;

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`what-ifs in Python: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`what-ifs in Python ${version}`, () => {
		test('fails: the request or the sleep fails at 60% of its time', async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [get, rest, {id: 'turns'}].map(task => ({...task, fails: true})),
				strategy: 'all-settled',
			});
			for (const [task, line] of [
				['get', 6],
				['rest', 10],
				['turns', 21],
			] as const) {
				const {outcome, error} = eventOf(trace, 'task-ended', task);
				assert.equal(outcome, 'failed');
				assert.equal(error?.place?.line, line, task);
			}

			for (const task of ['get', 'rest']) {
				// That it fails at all tells that it is not later than its end, at 200 ms.
				assert(timeOf(trace, task) >= 119, `${task} failed after ${timeOf(trace, task)} ms`);
			}

			const {error} = eventOf(trace, 'task-ended', 'get');
			assert.deepEqual([error?.name, error?.message], ['ConnectionResetError', 'Connection reset by peer']);
			assert.equal(eventsOf(trace, 'request-advanced', 'get').at(-1)?.phase, 'failed');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('timeout: the task is cancelled, and its caller sees a TimeoutError; one that goes on goes on', async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [get, rest, deaf].map(task => ({...task, timeout: 80})),
				strategy: 'all-settled',
			});
			for (const task of ['get', 'rest']) {
				const {outcome, error} = eventOf(trace, 'task-ended', task);
				assert.equal(outcome, 'timed-out');
				assert.equal(error?.name, 'TimeoutError');
				assert(timeOf(trace, task) >= 79, `${timeOf(trace, task)} ms`);
			}

			assert.equal(eventOf(trace, 'task-ended', 'deaf').outcome, 'done');
			assert.match(
				eventOf(trace, 'strategy-settled').value ?? '',
				/^\[TimeoutError\(.+\), TimeoutError\(.+\), None\]$/,
			);
		});

		test('timeout: a coroutine without a task of its own fails alone', async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [{...rest, timeout: 40}, get],
				strategy: `async def strategy(tasks):
    try:
        await tasks[0]()
    except Exception as error:
        return type(error).__name__, await tasks[1]()
`,
			});
			assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'timed-out');
			assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'done');
			assert.equal(eventOf(trace, 'strategy-settled').value, "('TimeoutError', True)");
		});

		test('blocks: the thread is held in one go, on a line of the task', async () => {
			const trace = await runProgram({
				python,
				program,
				// Long enough for a busy machine: time without the processor is no block.
				tasks: [get, rest].map(task => ({...task, blocks: 900})),
				strategy: 'sequential',
			});
			for (const [task, line] of [
				['get', 7],
				['rest', 10],
			] as const) {
				const released = eventOf(trace, 'loop-released', task);
				const held = released.ms - (released.preempted ?? 0);
				assert(released.ms >= 900 && released.ms < timeOf(trace, task), `${released.ms} ms`);
				assert(timeOf(trace, task) >= 1090, `${task} took ${timeOf(trace, task)} ms`);
				const [blocked] = eventsOf(trace, 'loop-blocked', task);
				// Where others had the processor for nearly all of the time, there was no block to see.
				if (!blocked && held < minSeenMs) continue;
				assert(blocked, `not seen in ${released.ms} ms, ${held} ms of them with the processor`);
				assert.equal(blocked.place?.line, line);
				assert.equal(blocked.inside, 'block_thread');
				assert.equal(released.place?.line, line);
				assert(blocked.at < released.at, 'told while it lasts');
			}
		});

		test('cancel: the task is cancelled, as by Task.cancel()', async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [get, rest, deaf],
				strategy: 'all-settled',
				on(event, run) {
					if (event.type === 'task-waiting' && event.task === 'deaf') {
						for (const task of ['get', 'rest', 'deaf']) {
							run.cancel(task);
						}
					}
				},
			});
			assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'task-ended', 'deaf').outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('cancel: a task that has not started never runs', async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [get, rest],
				strategy: 'sequential',
				on(event, run) {
					if (event.type === 'task-waiting' && event.task === 'get') {
						run.cancel('rest');
					}
				},
			});
			assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'done');
			assert.equal(eventsOf(trace, 'task-started', 'rest').length, 0);
			assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'strategy-settled').error?.name, 'CancelledError');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'failed');
		});

		test('a task group cancels the siblings', {skip: minor < 11 && 'takes Python 3.11'}, async () => {
			const trace = await runProgram({
				python,
				program,
				tasks: [{...rest, fails: true}, get],
				strategy: 'task-group',
			});
			assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'failed');
			assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'cancelled');
			assert.deepEqual(eventOf(trace, 'strategy-settled').open, []);
			assert.equal(eventOf(trace, 'run-ended').error?.message, 'what-if: failed here');
		});

		test('a task group says which Python it takes', {skip: minor >= 11 && 'this Python has them'}, async () => {
			const trace = await runProgram({python, program, tasks: [rest], strategy: 'task-group'});
			assert.equal(
				eventOf(trace, 'run-ended').error?.message,
				`asyncio.TaskGroup needs Python 3.11; this is ${version}`,
			);
		});
	});
}
