import type {Place, WaitsFor} from '../../../../trace/event.ts';

/** One task, call or generator, as the tracer knows it. */
export type Lane = {
	id: string;
	/** 0-based, in the order of creation; the watchdog knows lanes by it. */
	serial: number;
	kind: 'planned' | 'call' | 'generator' | 'program' | 'thread' | 'request';
	name: string;
	/** The planned task that it works for. */
	plannedTaskId: string | undefined;
	/** `unknown`: it was not reported yet, for want of a place (a generator before its first step). */
	state: 'unknown' | 'queued' | 'running' | 'waiting' | 'ended';
	/** Where its function is defined, and which one it is. */
	home: Place | undefined;
	scope: string | undefined;
	/** Whether it waits for something else than other lanes. */
	waitsOutside: boolean;
	/** The await at which it is suspended, or was last. */
	place: Place | undefined;
	/** When it was resumed last, ms on the runner's clock. */
	resumedAt: number;
	/** When it was known at the latest to have returned a promise, which nothing reports, ms on the runner's clock. */
	leftAt: number | undefined;
	/** The promise that it has returned, and waits for. */
	returned: Promise<unknown> | undefined;
	/** The serial of the stretch that called it. */
	calledIn: number | undefined;
	/** Whether something has asked for its result, be it an `await`, `then` or a combinator; a `catch` alone does not. */
	isHeard: boolean;
	/** The calls of it that may still be open, and from how many on those that have ended are dropped; see unawaited-calls.ts. */
	calls: Lane[] | undefined;
	callsKept: number;
	/** It has given a value, and waits to be asked for the next one. */
	rests: boolean;
	/** Since when its suspensions are counted, and how many there were; see hot-loops.ts. */
	heatSince: number;
	heat: number;
	/** What was counted since it is a hot loop. */
	cycles: Cycles | undefined;
	/** Of a call that is held back: what is known of it; see counted-calls.ts. */
	held: HeldCall | undefined;
	/** Of a call that was counted: who called it. */
	countedIn: {readonly caller: Lane | undefined} | undefined;
};

type Suspension = {readonly at: number; readonly on: WaitsFor; readonly place: Place | undefined};

/** A call of which nothing was reported yet. Instants in ms on the runner's clock. */
export type HeldCall = {
	readonly count: CallCount;
	readonly parent: Lane | undefined;
	/** The closest of its callers that had been reported. */
	readonly within: Lane | undefined;
	readonly createdAt: number;
	readonly clockAtStart: number;
	/** ms on the thread, but within stretches of reported lanes. */
	busy: number;
	/** Its last suspension. */
	waits: Suspension | undefined;
};

/** What is known of the calls of a function. */
export type CallCount = {
	readonly name: string;
	readonly place: Place;
	/** Since when so many of them have begun. */
	from: number;
	begun: number;
	/** Until when new calls are held back. */
	until: number;
	/** Of those that were counted and are not reported yet: when the first began, how many they are, ms. */
	since: number;
	times: number;
	busy: number;
	longest: number;
};

/** Suspensions that are counted; see hot-loops.ts. */
export type Cycles = {
	/** When the task was suspended last before these cycles. */
	since: number;
	times: number;
	/** ms on the thread. */
	busy: number;
	/** The last cycle: it is reported as it was when the loop has come to rest. */
	last: {readonly resumedAt: number; readonly suspension: Suspension; readonly before: number} | undefined;
};
