import * as v from 'valibot';

/** The version of the trace format, in the first event of each trace. */
export const traceVersion = 1;

export const milliseconds = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const taskId = v.string();

/**
 * A position in a program. `file` is the `name` of a described file, or the path of any other file: relative to the
 * program's folder if the file is below that.
 */
export const place = v.object({
	file: v.string(),
	/** 1-based. */
	line: count,
	/** 1-based, of the awaited expression. */
	column: count,
	/** The enclosing function; absent at the top level. */
	function: v.optional(v.string()),
});

const failureEntries = {
	name: v.string(),
	message: v.string(),
	place: v.optional(place),
	/** A code of the system or of a library, as text: `ECONNREFUSED`, `ENOENT`. */
	code: v.optional(v.string()),
	/** The status of an HTTP response. */
	status: v.optional(count),
	/** For a group of errors, which has the name of its first: how many others it has. */
	more: v.optional(count),
};

/** An error as the program threw it, as text. `cause`: what led to it, at most two levels. */
export const failure = v.object({
	...failureEntries,
	cause: v.optional(v.object({...failureEntries, cause: v.optional(v.object(failureEntries))})),
});

/** The name of the error that ends a run before it starts because the runtime is older than its program needs. */
export const oldRuntime = 'OldRuntime';

/** What can cancel a task. An engine that cannot tell leaves `by` out. */
const cancellationCauses = [
	'task-group',
	'loop-closed',
	'timeout',
	'interrupt',
	'gather',
	'program',
	'signal',
	'destroyed',
] as const;

/**
 * What cancelled a task. `task` and `place`: for the causes `program` (`task.cancel()`) and `signal`
 * (`controller.abort()`), the task whose code did so, and where. `destroyed`: nothing cancelled the task, but Python
 * garbage-collected it while it waited.
 */
export const cancellation = v.object({
	cause: v.picklist(cancellationCauses),
	task: v.optional(taskId),
	place: v.optional(place),
});

/**
 * Times of the program's thread, in ms. Totals since `run-started`, so that a lost event loses no time. Absent where
 * not measurable.
 */
export const threadTime = {
	/** How long the loop had nothing to do. */
	idle: v.optional(milliseconds),
	/** How long the tracer's own work was on the thread: a lower bound. */
	tracing: v.optional(milliseconds),
	/** Processor time. */
	processor: v.optional(milliseconds),
	/** How long the thread could have run, but other threads or processes had its core. */
	preempted: v.optional(milliseconds),
};

/** Times of one stretch on the thread, in ms. Absent where not measurable. */
export const stretchTime = {processor: v.optional(milliseconds), preempted: v.optional(milliseconds)};

/** Where the awaited promise was created: the line of the program, and the library function, if one created it. */
export const origin = {madeAt: v.optional(place), madeBy: v.optional(v.string())};

/** What a suspended task waits for, as far as the runtime can tell; `opaque` where it cannot. */
export const waitsFor = v.variant('kind', [
	/** A timer of `ms` milliseconds. */
	v.object({kind: v.literal('timer'), ms: milliseconds}),
	/** One other task or call. */
	v.object({kind: v.literal('task'), task: taskId}),
	/**
	 * Several tasks, joined by a combinator such as `all`, `race` or `gather`. `count` includes members that are not
	 * tasks. JavaScript: `madeAt` as for `opaque`, of the first pending member that is not a task.
	 */
	v.object({kind: v.literal('join'), how: v.string(), tasks: v.array(taskId), count, ...origin}),
	/** A request (see `request-advanced`) or other I/O that the runtime can name. */
	v.object({kind: v.literal('io'), what: v.string(), request: v.optional(v.string())}),
	/** Another thread, by its name; `process`: another process. */
	v.object({kind: v.literal('thread'), what: v.string()}),
	/**
	 * A lock, semaphore, queue or event. `lock`: its id, see `lock-changed`. `method`: the method that waits, such as
	 * `acquire`, `get` or `join`.
	 */
	v.object({
		kind: v.literal('lock'),
		what: v.string(),
		lock: v.optional(v.string()),
		method: v.optional(v.string()),
	}),
	/** The code that answers an incoming request, whose lane this is. */
	v.object({kind: v.literal('handler')}),
	/**
	 * Nothing: the task yielded to the loop, or to the microtask queue, for one turn. JavaScript: `madeAt` as for
	 * `opaque`.
	 */
	v.object({kind: v.literal('yield'), ...origin}),
	/**
	 * JavaScript: a promise that was created at the line `madeAt`, by the library function `madeBy` if not by the program
	 * itself.
	 */
	v.object({kind: v.literal('opaque'), ...origin}),
]);

/** A task that has a lock, or an item of a queue: since when, and the line that took it. */
export const lockHolder = v.object({task: taskId, since: milliseconds, place: v.optional(place)});

/** A task as requested. */
export const plannedTask = v.object({
	/** Unique in the run. */
	id: taskId,
	/** Shown to the user; `fetchUserData(42)`, `profile`. */
	name: v.string(),
	/** Its planned latency in milliseconds; absent if not known in advance. */
	latency: v.optional(milliseconds),
	/** What-if: its next request or timer fails at 60% of its latency. */
	fails: v.optional(v.boolean()),
	/** What-if: it times out after this many milliseconds. */
	timeout: v.optional(milliseconds),
	/** What-if: it blocks the thread for this many milliseconds. */
	blocks: v.optional(milliseconds),
});

/** A file of the run, exactly as it ran. */
export const describedFile = v.object({
	/** Short and unique: `concurrent.js`. Places refer to it. */
	name: v.string(),
	/**
	 * `strategy`: how tasks are awaited. `scenario`: what they do. `program`: the one file of a program that runs
	 * unchanged.
	 */
	role: v.picklist(['strategy', 'scenario', 'program']),
	/** The text of the file that runs, verbatim. Empty if it was not saved. */
	text: v.string(),
	/** How many lines the file has. Only if its text was not saved. */
	lines: v.optional(count),
});

/** The machine, in Node.js terms: `linux`, `x64`. `cores`: how many the program may use. */
export const machine = v.object({platform: v.string(), arch: v.string(), cores: count});

/** The phases of a request, in order; `failed` can follow each. */
export const requestPhases = ['connecting', 'waiting', 'receiving', 'received', 'failed'] as const;

/**
 * The phases of the response to an incoming request. `routed`: the framework found its route. `aborted`: the connection
 * closed before the response was sent.
 */
export const incomingPhases = ['routed', 'headers', 'ended', 'aborted'] as const;

/** What a task can be; see `task-created`. */
export const taskKinds = ['planned', 'call', 'generator', 'program', 'thread', 'request'] as const;

/** How a task can end. `timed-out`: cancelled by its own time limit. */
export const taskOutcomes = ['done', 'failed', 'cancelled', 'timed-out'] as const;

/**
 * How a run can end. `ok`: the strategy settled as intended. `failed`: it threw, or the engine failed. `cancelled`:
 * aborted from outside. `stalled`: nothing could wake the waiting tasks. `exited`: the program exited. `killed`: the
 * process was killed.
 */
export const runOutcomes = ['ok', 'failed', 'cancelled', 'stalled', 'exited', 'killed'] as const;

/** When the event happened: ms since the run was released. */
export const at = milliseconds;
