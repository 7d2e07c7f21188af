import type {Model} from '../model.ts';

/** How the time of a run after its start-up was used, as far as the thread is concerned. Shares are 0 to 1. */
export type ThreadShares = {
	/** The share of the thread that any code used: async functions, callbacks, libraries, garbage collection. */
	readonly thread: number;
	/** The time in ms that the shares refer to. */
	readonly of: number;
	/**
	 * The precision of the shares. `at least`: only async functions are known. `at most`: other processes may have had
	 * the thread's core.
	 */
	readonly is: 'exact' | 'at most' | 'at least';
	/** The part of `thread` outside any async function; absent if only async functions are known. */
	readonly outside?: number;
	/** The tracer's own share, as a lower bound; absent if it was not measured. */
	readonly tracing?: number;
	/** The same in ms. */
	readonly observed: number;
};

/**
 * Returns the shares of the time without the start-up, the tracer's own work and the time in which other processes had
 * the thread's core.
 */
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

/** Returns whether the tracer took so much of a run that its times mean little. */
export function isObserved(model: Model): boolean {
	const {tracing = 0, observed} = threadShares(model);
	return tracing >= 0.2 && observed >= 50;
}

/**
 * Returns what took most of a run, as a clause: `other processes had the core for`. The shares of the rest then mean
 * nothing. Undefined if enough time was left for the program.
 */
export function mostlyTakenBy(model: Model): string | undefined {
	const {of, observed} = threadShares(model);
	const lost = lasted(model) - model.totals.startUp - of;
	if (of >= 50 || lost <= 0 || lost < of) return undefined;
	if (observed < 0.1 * lost) return 'other processes had the core for';
	return observed > 0.9 * lost ? 'observing took' : 'other processes and observing took';
}

/** Returns the ms from the start of the run to its end, or to now. */
function lasted({at, end, startedAt = 0}: Model): number {
	return Math.max(0, (end?.at ?? at) - startedAt);
}
