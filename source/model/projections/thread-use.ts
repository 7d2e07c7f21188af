import type {Model} from '../model.ts';

/** What the time of a run after its start-up went to, as far as its thread is concerned. Shares are 0 to 1. */
export type ThreadShares = {
	/** The share that the thread was used, by whatever code: async functions, callbacks, libraries, garbage collection. */
	readonly thread: number;
	/** ms that the shares are of. */
	readonly of: number;
	/** How exact that is. `at least`: only async functions are known. `at most`: others may have had the thread's core. */
	readonly is: 'exact' | 'at most' | 'at least';
	/** The part of `thread` outside any async function; absent where only those are known. */
	readonly outside?: number;
	/** The tracer's own share, at least; absent where nobody measured it. */
	readonly tracing?: number;
	/** ms of that. */
	readonly observed: number;
};

/** Without the start-up, the tracer's own work and the time in which other processes had the thread's core. */
export function threadShares(model: Model): ThreadShares {
	const {use, busyByTasks} = model.thread;
	const whole = lasted(model) - model.totals.startUp;
	if (!use || use.of <= 0) {
		const thread = whole > 0 ? Math.min(1, busyByTasks / whole) : 0;
		return {thread, of: whole, is: 'at least', observed: use?.tracing ?? 0};
	}
	const {of, busy, tracing, is} = use;
	return {
		thread: busy / of,
		of,
		is,
		outside: Math.max(0, busy - busyByTasks) / of,
		tracing: Math.min(1, tracing / (of + tracing)),
		observed: tracing,
	};
}

/** Whether the tracer took so much of a run that its times mean little. */
export function isObserved(model: Model): boolean {
	const {tracing = 0, observed} = threadShares(model);
	return tracing >= 0.2 && observed >= 50;
}

/** Whether so little of a run was the program's own that its shares mean nothing, because other processes had the core. */
export function isMostlyPreempted(model: Model): boolean {
	const after = lasted(model) - model.totals.startUp;
	const {of, observed} = threadShares(model);
	return of < 50 && after - of - observed >= after / 2;
}

/** ms from the run's start to its end, or to now. */
function lasted({at, end, startedAt = 0}: Model): number {
	return Math.max(0, (end?.at ?? at) - startedAt);
}
