import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {watchHeldLock} from '../../../source/engines/python/held-lock.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';

type Usage = {readonly processor: number; readonly preempted: number; readonly times: number};

const pid = 7;
const other = 8;

/** What is reported of a task that has the thread since 10 ms, and is silent from 100 ms to 500 ms. */
function reported(
	{mock}: TestContext,
	usage: (at: number) => ReadonlyMap<number, Usage> | undefined,
	events: readonly TraceEvent[] = [],
	isRead = true,
): readonly TraceEvent[] {
	mock.timers.enable({apis: ['setInterval', 'setImmediate']});
	let at = 0;
	const found: TraceEvent[] = [];
	const report = (event: TraceEvent) => found.push(event);
	const watch = watchHeldLock({pid, now: () => at, isRead: () => isRead, report}, () => usage(at));
	watch.onEvent({type: 'run-started', at: 0});
	watch.onEvent({type: 'loop-beat', at: 5, lag: 0});
	watch.onEvent({type: 'task-resumed', at: 10, task: '#1'});
	for (const event of events) watch.onEvent(event);
	for (; at < 500; at += 50) {
		if (at <= 100) watch.onLine();
		mock.timers.tick(50);
		mock.timers.runAll();
	}
	watch.stop();
	return found;
}

const used = (processor: number, preempted: number, times = processor) =>
	new Map([
		[pid, {processor, preempted, times: 1}],
		[other, {processor: 1, preempted: 0, times}],
	]);

suite('a runner that is silent because the lock of the interpreter is held', () => {
	test('is reported once, with who has the thread and what it used', context => {
		assert.deepEqual(
			reported(context, at => used(at * 0.8, at * 0.2)),
			[{type: 'loop-blocked', at: 400, since: 10, task: '#1', processor: 200, preempted: 190}],
		);
	});

	test('is reported without figures where the system has none', context => {
		assert.deepEqual(
			reported(context, () => undefined),
			[{type: 'loop-blocked', at: 400, since: 10, task: '#1'}],
		);
	});

	const silences: Readonly<
		Record<string, Parameters<typeof reported> extends [unknown, ...infer Rest] ? Rest : never>
	> = {
		'waits, or is stopped': [() => used(0, 0)],
		'is kept from the processor': [at => used(0, at)],
		'has no thread that asks for the lock': [at => used(at, 0, 1)],
		'runs no task': [at => used(at, 0), [{type: 'task-waiting', at: 20, task: '#1', on: {kind: 'opaque'}}]],
		'has ended': [at => used(at, 0), [{type: 'run-ended', at: 20, outcome: 'ok', open: []}]],
		'is not read': [at => used(at, 0), [], false],
	};
	for (const [name, [usage, events, isRead]] of Object.entries(silences)) {
		test(`is not taken for one that ${name}`, context => {
			assert.deepEqual(reported(context, usage, events, isRead), []);
		});
	}
});
