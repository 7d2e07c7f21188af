import type {Place, WaitsFor} from '../../../../trace/event.ts';

/** One task, call, generator, thread or request, with the state that the tracer tracks for it. */
export type Lane = {
	id: string;
	/** 0-based, in order of creation. The watchdog identifies lanes by this number. */
	serial: number;
	kind: 'planned' | 'call' | 'generator' | 'program' | 'thread' | 'request';
	name: string;
	/** The planned task that the lane works for. */
	plannedTaskId: string | undefined;
	/** `unknown`: not reported yet, since its function is not known (a generator before its first step). */
	state: 'unknown' | 'queued' | 'running' | 'waiting' | 'ended';
	/** `definedAt`: where its function is defined. `scope`: the key of that function, see `Position`. */
	definedAt: Place | undefined;
	scope: string | undefined;
	/** Whether the lane waits for anything other than lanes. */
	waitsOutside: boolean;
	/** The await at which the lane is suspended, or was last suspended. */
	place: Place | undefined;
	/** When the lane last took the thread, in ms on the runner's clock. */
	resumedAt: number;
	/**
	 * When its function had returned a promise at the latest, in ms on the runner's clock. No hook reports the return.
	 */
	returnedAt: number | undefined;
	/** The promise that its function has returned, and that the lane waits for. */
	returnedPromise: Promise<unknown> | undefined;
	/** The serial of the stretch that called it. */
	callerStretch: number | undefined;
	/** Whether anything has asked for its result, in contrast to callbacks that are called with it; see `isFloating`. */
	isConsumed: boolean;
	/** Whether a package or the language called it, which may ask for its result in a later microtask. */
	isCalledByPackage: boolean;
	/**
	 * `calls`: the lane's calls that may still be open. `pruneCallsAt`: the length of `calls` from which on ended calls are
	 * dropped. See unawaited-calls.ts.
	 */
	calls: Lane[] | undefined;
	pruneCallsAt: number;
	/** The lane that requested the first value of a generator. */
	requestedBy: Lane | undefined;
	/** Whether the lane is a generator that has delivered a value and waits for the next request. */
	isBetweenValues: boolean;
	/** `suspensionsSince`: when the current window for counting suspensions started. `recentSuspensions`: their number. See hot-loops.ts. */
	suspensionsSince: number;
	recentSuspensions: number;
	/** What was counted since the lane became a hot loop. Undefined while it is not one. */
	cycles: Cycles | undefined;
	/** Data about a call while it is held back; see counted-calls.ts. */
	held: HeldCall | undefined;
	/** Set when a call was counted. `caller`: the closest of its callers that had not been counted by then. */
	countedIn: {readonly caller: Lane | undefined} | undefined;
};

export type Suspension = {readonly at: number; readonly on: WaitsFor; readonly place: Place | undefined};

/** A call of which nothing has been reported yet. Instants are in ms on the runner's clock. */
export type HeldCall = {
	readonly count: CallCount;
	readonly parent: Lane | undefined;
	/** The closest of its callers that had been reported when the call started. */
	readonly reportedCaller: Lane | undefined;
	readonly createdAt: number;
	readonly clockAtStart: number;
	/** ms on the thread, without stretches that are part of those of reported lanes. */
	busy: number;
	/** Its last suspension. */
	lastSuspension: Suspension | undefined;
};

/** The counts for the calls of one function. */
export type CallCount = {
	readonly name: string;
	readonly place: Place;
	/** `windowStart`: when the current window started, on the program's clock. `startedInWindow`: the calls that started in it. */
	windowStart: number;
	startedInWindow: number;
	/** New calls are held back until this moment on the program's clock. */
	heldBackUntil: number;
	/**
	 * For the calls that were counted and are not reported yet: when the first one started (`since`), how many there are
	 * (`times`), their ms on the thread (`busy`), and the ms of the longest call (`longest`).
	 */
	since: number;
	times: number;
	busy: number;
	longest: number;
};

/** Counted suspensions of a hot loop; see hot-loops.ts. */
export type Cycles = {
	/** When the task was last suspended before these cycles. */
	since: number;
	times: number;
	/** ms on the thread. */
	busy: number;
	/** The last cycle, which is reported as it was when the loop is no longer hot. */
	last: {readonly resumedAt: number; readonly suspension: Suspension; readonly before: number} | undefined;
};

/**
 * Returns the lane, if events can speak of it, or else the closest one that it works for. Calls that were counted have no
 * events, and generators of libraries never get any. Undefined if there is none.
 */
export function closestReportable(lane: Lane | undefined): Lane | undefined {
	let at = lane;
	while (at) {
		if (at.countedIn) {
			at = at.countedIn.caller;
		} else if (at.kind === 'generator' && at.state === 'unknown') {
			at = at.requestedBy;
		} else {
			return at;
		}
	}

	return undefined;
}
