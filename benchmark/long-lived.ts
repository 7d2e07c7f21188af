import {createEventWindow} from '../source/model/event-window.ts';
import type {Follower} from '../source/model/follow.ts';
import {follow} from '../source/model/follow.ts';
import {callRows} from '../source/model/projections/calls.ts';
import {callsOf} from '../source/model/projections/calls-of.ts';
import {limitPauses} from '../source/store/memory.ts';
import type {RunDescription, TraceEvent} from '../source/trace/event.ts';
import type {Trace} from '../source/trace/trace.ts';

/**
 * A server that answers 1,000 calls per second for an hour: 21.6 million events through the window of events. Measures,
 * in each tenth, the heap after a garbage collection, the work before drawing a frame, with 600 new events per frame,
 * and the longest rotation of the window. The times are processor times, on which other load on the machine has little
 * effect.
 *
 *     node --expose-gc --import tsx benchmark/long-lived.ts [MILLIONS]
 */
const most = Number(process.argv[2] ?? 21.6) * 1e6;
const perFrame = 600;

const description: RunDescription = {
	...{type: 'run-described', at: 0, version: 1, language: 'python', form: 'program', source: 'measured', seed: 0},
	scenario: {name: 'server.py', title: 'server.py'},
	strategy: {name: 'as-it-is', title: 'As it is', total: 'settled'},
	...{tasks: [], files: []},
};

const followers = new WeakMap<Trace, Follower>();
const followerOf = (trace: Trace): Follower => {
	const follower = followers.get(trace) ?? follow(trace);
	followers.set(trace, follower);
	return follower;
};
const window = createEventWindow(description, {followerOf});
const frames: number[] = [];
const controls: number[] = [];
let [count, checksum, longestRotation] = [0, 0, 0];
const list = {grouping: 'function', order: 'oldest', filter: '', stuck: new Set<string>()} as const;

for (const event of server()) {
	const shown = window.trace;
	const appending = startTimer();
	window.append(event);
	if (window.trace !== shown) longestRotation = Math.max(longestRotation, appending());
	if (++count % perFrame === 0) frame(event.at);
	if (count % 1000 === 0) limitPauses();
	if (count % Math.round(most / 10) === 0) report(event.at);
}

/**
 * Returns a function that returns the time of this thread since now, in ms: at most as long as the clock ran, and as the
 * processors worked for the whole process. The kernel's own count for a thread advances in steps of 4 ms.
 */
function startTimer(): () => number {
	const [began, before] = [performance.now(), process.cpuUsage()];
	return () => {
		const {user, system} = process.cpuUsage(before);
		return Math.min(performance.now() - began, (user + system) / 1000);
	};
}

/** Computes what a frame needs before it draws: the rows of Calls and the lanes of the first of them. */
function frame(at: number): void {
	const working = startTimer();
	const model = followerOf(window.trace).at(at);
	const rows = callRows(model, list);
	const lanes = callsOf(model, {key: rows[0]?.key ?? '', grouping: 'function'}, {maxOpen: 14, maxEnded: 30});
	checksum += rows.length + (lanes?.ended.length ?? 0);
	frames.push(working());
	const waiting = startTimer();
	// Fixed work, measured for comparison: its time shows how busy the machine is.
	for (let n = 0; n < 200_000; n++) checksum = (checksum * 31 + n) | 0;
	controls.push(waiting());
}

function report(at: number): void {
	globalThis.gc?.();
	const {heapUsed, rss} = process.memoryUsage();
	const of = (values: readonly number[], share: number) =>
		(values.toSorted((one, other) => one - other)[Math.floor(share * (values.length - 1))] ?? 0).toFixed(1);
	const late = (values: readonly number[]) => ((values.filter(ms => ms > 16).length / values.length) * 100).toFixed(1);
	process.stdout.write(
		`${[
			`${(count / 1e6).toFixed(1)} M events, ${(at / 1000).toFixed(0)} s`,
			`heap ${(heapUsed / 1e6).toFixed(0)} MB, RSS ${(rss / 1e6).toFixed(0)} MB, ${window.trace.length} events kept`,
			`frame p50 ${of(frames, 0.5)} p99 ${of(frames, 0.99)} ms, over 16 ms ${late(frames)}% (fixed work ${late(controls)}%)`,
			`longest rotation ${longestRotation.toFixed(1)} ms`,
		].join('; ')}\n`,
	);
	frames.length = 0;
	controls.length = 0;
	longestRotation = 0;
}

/**
 * Yields the events of 200 idle workers, and of requests that query a database: one in 997 fails, one in 5,000 never
 * ends.
 */
function* server(): Iterable<TraceEvent> {
	const place = (line: number) => ({file: 'server.py', line, column: 1});
	const start = (at: number, task: string, name: string, line: number, parent?: string): readonly TraceEvent[] => [
		{type: 'task-created', at, task, name, kind: 'call', place: place(line), ...(parent !== undefined && {parent})},
		{type: 'task-started', at, task},
	];
	yield {type: 'run-started', at: 0};
	for (let n = 0; n < 200; n++) {
		yield* start(0, `w${n}`, 'worker', 5);
		yield {type: 'task-waiting', at: 0, task: `w${n}`, place: place(7), on: {kind: 'lock', what: 'Queue'}};
	}
	const open: {readonly at: number; readonly n: number}[] = [];
	let emitted = 601;
	for (let n = 0, at = 1; emitted < most; n++, at++) {
		const [handle, query] = [`h${n}`, `q${n}`];
		yield* start(at, handle, `GET /users/${n}`, 20);
		yield* start(at + 0.02, query, 'query', 12, handle);
		yield {type: 'task-waiting', at: at + 0.05, task: query, place: place(13), on: {kind: 'io', what: 'read'}};
		yield {type: 'task-waiting', at: at + 0.07, task: handle, place: place(22), on: {kind: 'task', task: query}};
		emitted += 6;
		if (n % 5000 !== 4999) open.push({at: at + 8, n});
		while (open[0] && open[0].at <= at) {
			const {n: done} = open.shift() as {n: number};
			const outcome =
				done % 997 === 996
					? ({outcome: 'failed', error: {name: 'TimeoutError', message: ''}} as const)
					: ({outcome: 'done'} as const);
			yield {type: 'task-resumed', at: at + 0.1, task: `q${done}`};
			yield {type: 'task-ended', at: at + 0.12, task: `q${done}`, ...outcome};
			yield {type: 'task-resumed', at: at + 0.13, task: `h${done}`};
			yield {type: 'task-ended', at: at + 0.2, task: `h${done}`, ...outcome};
			emitted += 4;
		}
		if (n % 50 === 0) {
			yield {type: 'loop-beat', at: at + 0.3, lag: 0.1};
			emitted++;
		}
	}
}
