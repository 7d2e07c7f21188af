import {readdirSync, readFileSync} from 'node:fs';
import type {TraceEvent} from '../../trace/event.ts';
import type {ObservedProcess, SilenceWatch} from '../host/process/process-observers.ts';

/** A longer silence, in ms, means a held lock: a runner with a program otherwise sends at least every 75 ms. */
const silenceMs = 300;
/** After this silence, in ms, the usage of the threads is read. */
const suspiciousMs = 50;
const intervalMs = 50;

/** How many times the runner's thread must have tried to get the lock. */
const asked = 3;

/** The system's figures for a thread: ms on the processor, ms of waiting for the processor, and how often it ran. */
type Usage = {readonly processor: number; readonly preempted: number; readonly times: number};

/** Reads the usage by thread; the main thread has the number of the process. Undefined if the system has none. */
export type ReadUsage = (pid: number) => ReadonlyMap<number, Usage> | undefined;

/**
 * Reports a block in which a C function holds the interpreter's lock, so that the runner cannot report anything. The
 * event names the task on the thread, but no line: only the lock keeps the frames of the interpreter in place, and
 * reading them without it can crash the program. The runner reports the line afterwards.
 */
export function watchHeldLock({pid, now, isRead, report}: ObservedProcess, read: ReadUsage = readUsage): SilenceWatch {
	const running = new Set<string>();
	const threads = new Set<string>();
	let isOver = true;
	/** When the thread was last free, or a task last got it. */
	let aliveAt = 0;
	let heardAt = 0;
	let isReported = false;
	/** The usage when the silence was first noticed. */
	let before: {readonly at: number; readonly threads: ReturnType<ReadUsage>} | undefined;

	const check = () => {
		const at = now();
		const task = [...running].at(-1);
		if (isOver || isReported || !isRead() || task === undefined || at - heardAt < suspiciousMs) return;
		before ??= {at, threads: read(pid)};
		if (at - heardAt < silenceMs) return;
		if (!before.threads) {
			isReported = true;
			report({type: 'loop-blocked', at, since: aliveAt, task});
			return;
		}
		const used = computed(pid, before.threads, read(pid), at - before.at);
		if (used) {
			isReported = true;
			const ms = at - aliveAt;
			// The time before the first reading is unknown, and counts as preempted.
			const preempted = Math.min(ms, ms - (at - before.at) + used.preempted);
			report({
				type: 'loop-blocked',
				at,
				since: aliveAt,
				task,
				processor: rounded(used.processor),
				preempted: rounded(preempted),
			});
		}
	};
	// Only after pending lines have been read: this process may itself have been off the processor.
	const timer = setInterval(() => setImmediate(check), intervalMs).unref();

	return {
		onLine() {
			heardAt = now();
			isReported = false;
			before = undefined;
		},
		onEvent(event: TraceEvent) {
			if (event.type === 'run-started') {
				isOver = false;
			} else if (event.type === 'run-ended' || event.type === 'strategy-settled') {
				isOver = true;
			} else if (event.type === 'loop-beat') {
				aliveAt = event.at;
			} else if (event.type === 'task-created' && event.kind === 'thread') {
				threads.add(event.task);
			} else if (event.type === 'task-started' || event.type === 'task-resumed') {
				if (threads.has(event.task)) return;
				running.add(event.task);
				aliveAt = event.at;
			} else if (event.type === 'task-waiting' || event.type === 'task-ended') {
				running.delete(event.task);
			}
		},
		stop: () => clearInterval(timer),
	};
}

/**
 * Returns the usage of the main thread over `ms`, if it computed for at least half of the time in which it could.
 * Undefined otherwise. The runner's thread tries to get the lock every 5 ms: if no other thread was on the processor,
 * the system may have kept the runner off it, and the cause of the silence is unknown.
 */
function computed(
	pid: number,
	before: ReadonlyMap<number, Usage>,
	after: ReturnType<ReadUsage>,
	ms: number,
): Usage | undefined {
	const since = (thread: number, name: keyof Usage) =>
		Math.max(0, (after?.get(thread)?.[name] ?? 0) - (before.get(thread)?.[name] ?? 0));
	const [processor, preempted, times] = [since(pid, 'processor'), since(pid, 'preempted'), since(pid, 'times')];
	const hasAsked = [...before.keys()].some(thread => thread !== pid && since(thread, 'times') >= asked);
	return hasAsked && processor > 0 && processor >= (ms - preempted) / 2 ? {processor, preempted, times} : undefined;
}

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

function readUsage(pid: number): ReadonlyMap<number, Usage> | undefined {
	try {
		const folder = `/proc/${pid}/task`;
		return new Map(
			readdirSync(folder).map(thread => {
				const [processor = 0, preempted = 0, times = 0] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8')
					.split(' ')
					.map(Number);
				return [Number(thread), {processor: processor / 1e6, preempted: preempted / 1e6, times}];
			}),
		);
	} catch {
		return undefined;
	}
}
