import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const program = `
	import {setTimeout as sleep} from 'node:timers/promises';
	export async function get({signal}) {
		const response = await fetch('https://test.example/get', {signal});
		return await response.json();
	}
	export async function rest(ms, {signal}) {
		await sleep(ms, null, {signal});
	}
	export async function wait(ms) {
		await new Promise(resolve => setTimeout(resolve, ms));
	}
`;
const get = {id: 'get', latency: 200, replies: [{path: '/get', share: 1, body: 'true'}]};
const rest = {id: 'rest', latency: 200, arguments: [200]};
const wait = {id: 'wait', latency: 200, arguments: [200]};

/** A block is seen for certain if the thread has the processor for that long, in ms. */
const minSeenMs = 300;

const timeOf = (trace: Parameters<typeof eventOf>[0], task: string) =>
	eventOf(trace, 'task-ended', task).at - eventOf(trace, 'task-started', task).at;

test('fails: the request or the timer fails at 60% of its time', async () => {
	const trace = await runProgram({
		program,
		tasks: [get, rest, wait].map(task => ({...task, fails: true})),
		strategy: 'all-settled',
	});
	for (const [task, line] of [
		['get', 4],
		['rest', 8],
		['wait', 11],
	] as const) {
		const {outcome, error} = eventOf(trace, 'task-ended', task);
		assert.equal(outcome, 'failed');
		assert.equal(error?.place?.line, line, task);
		// That it fails at all tells that it is not later than its end, at 200 ms.
		assert(timeOf(trace, task) >= 119, `${task} failed after ${timeOf(trace, task)} ms`);
	}

	const {error} = eventOf(trace, 'task-ended', 'get');
	assert.deepEqual([error?.name, error?.message], ['TypeError', 'fetch failed']);
	assert.equal(eventsOf(trace, 'request-advanced', 'get').at(-1)?.phase, 'failed');
});

test('timeout: the task is aborted with a TimeoutError; one that has no ear for its signal runs on', async () => {
	const trace = await runProgram({
		program,
		tasks: [get, rest, wait].map(task => ({...task, timeout: 80})),
		strategy: 'all-settled',
	});
	assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'timed-out');
	assert.equal(eventOf(trace, 'task-ended', 'get').error?.name, 'TimeoutError');
	assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'timed-out');
	assert.equal(eventOf(trace, 'task-ended', 'wait').outcome, 'done');
	assert(timeOf(trace, 'get') < timeOf(trace, 'wait'));
});

test('blocks: the thread is held in one go, on a line of the task', async () => {
	const trace = await runProgram({
		program,
		// Long enough for a busy machine: time without the processor is no block.
		tasks: [get, rest].map(task => ({...task, blocks: 900})),
		strategy: 'sequential',
	});
	for (const [task, line, inside] of [
		['get', 5, 'json'],
		['rest', 8, 'sleep'],
	] as const) {
		const released = eventOf(trace, 'loop-released', task);
		const held = released.ms - (released.preempted ?? 0);
		assert(released.ms >= 900 && released.ms < timeOf(trace, task), `${released.ms} ms`);
		assert(timeOf(trace, task) >= 1030, `${task} took ${timeOf(trace, task)} ms`);
		const [blocked] = eventsOf(trace, 'loop-blocked', task);
		// Where others had the processor for nearly all of the time, there was no block to see.
		if (!blocked && held < minSeenMs) continue;
		assert(blocked, `not seen in ${released.ms} ms, ${held} ms of them with the processor`);
		assert.equal(blocked.place?.line, line, inside);
		assert.equal(released.place?.line, line);
		assert(blocked.at < released.at, 'told while it lasts');
	}

	// On a busy machine, one of them may be seen only when that function has just returned.
	const blocks = eventsOf(trace, 'loop-blocked');
	assert(blocks.length === 0 || blocks.some(({inside}) => inside === 'blockThread'));
});

test('cancel: the task rejects with the reason of its signal', async () => {
	const trace = await runProgram({
		program,
		tasks: [get, rest, wait],
		strategy: 'all-settled',
		on(event, run) {
			if (event.type === 'task-waiting' && event.task === 'wait') {
				run.cancel('get');
				run.cancel('rest');
			}
		},
	});
	assert.equal(eventOf(trace, 'task-ended', 'get').outcome, 'cancelled');
	assert.equal(eventOf(trace, 'task-ended', 'rest').outcome, 'cancelled');
	assert.equal(eventOf(trace, 'task-ended', 'wait').outcome, 'done');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});
