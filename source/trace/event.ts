import * as v from 'valibot';

/**
 * The vocabulary of a trace: everything a runtime can report. One type for every language.
 *
 * Facts only, in the past tense. Each event carries `at`: milliseconds (with microsecond precision) since the instant
 * at which the run was released, on one clock for all languages; it is never negative and never decreases in a trace.
 * Anything computable from other events (queued, in flight, sum of latencies …) belongs to the model, not here.
 *
 * The schemas are the only definition: types are inferred from them, and everything that enters the program,
 * from a pipe or from a file, is checked against them.
 */

/** The version of this vocabulary, in the first event of each trace. */
export const traceVersion = 1;

const milliseconds = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const taskId = v.string();

/**
 * A position in a program. `file` is the `name` of a described file, or a path if the file is not shown: relative to the
 * program's folder if it is below it.
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
	/** Of a group of errors, which is named by its first: how many others there are. */
	more: v.optional(count),
};

/** An error as the program threw it, as text. `cause`: what led to it, at most two levels. */
export const failure = v.object({
	...failureEntries,
	cause: v.optional(v.object({...failureEntries, cause: v.optional(v.object(failureEntries))})),
});

/** The name of the error that ends a run before it starts because the runtime is older than its program needs. */
export const oldRuntime = 'OldRuntime';

/** What can cancel a task; absent where the engine does not know. */
export const cancellationCauses = [
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
 * Who or what cancelled a task. `task` and `place`: whose code did it, and where, of the causes `program` (`task.cancel()`) and
 * `signal` (`controller.abort()`). `destroyed`: nothing cancelled it; Python: its task was collected while it waited.
 */
export const cancellation = v.object({
	cause: v.picklist(cancellationCauses),
	task: v.optional(taskId),
	place: v.optional(place),
});

/** Time of the program's thread, in ms since `run-started`: a lost event costs nothing. Absent where it cannot be measured. */
const threadTime = {
	/** The loop had nothing to do. */
	idle: v.optional(milliseconds),
	/** What the tracer's own work took of the thread: a lower bound. */
	tracing: v.optional(milliseconds),
	/** Processor time. */
	processor: v.optional(milliseconds),
	/** The thread could have run, but other threads or processes had its core. */
	preempted: v.optional(milliseconds),
};

/** Of one stretch on the thread, in ms. Absent where it cannot be measured. */
const stretchTime = {processor: v.optional(milliseconds), preempted: v.optional(milliseconds)};

/** Where a promise was made that is waited for. */
const origin = {madeAt: v.optional(place), madeBy: v.optional(v.string())};

/** What a suspended task waits for, as the runtime knows it; `opaque` where it cannot know. */
export const waitsFor = v.variant('kind', [
	/** A timer of `ms` milliseconds. */
	v.object({kind: v.literal('timer'), ms: milliseconds}),
	/** One other task or call. */
	v.object({kind: v.literal('task'), task: taskId}),
	/** Several tasks, joined by a combinator such as `all`, `race` or `gather`. `count` includes members that are not tasks. */
	v.object({kind: v.literal('join'), how: v.string(), tasks: v.array(taskId), count}),
	/** A request (see `request-advanced`) or other I/O that the runtime can name. */
	v.object({kind: v.literal('io'), what: v.string(), request: v.optional(v.string())}),
	/** Another thread, by its name; `process`: another process. */
	v.object({kind: v.literal('thread'), what: v.string()}),
	/**
	 * A lock, semaphore, queue or event. `lock`: which one, see `lock-changed`. `method`: what of it waits, such as `acquire`,
	 * `get` or `join`.
	 */
	v.object({
		kind: v.literal('lock'),
		what: v.string(),
		lock: v.optional(v.string()),
		method: v.optional(v.string()),
	}),
	/** An incoming request: for the code that answers it. */
	v.object({kind: v.literal('handler')}),
	/** Nothing: it yielded to the loop, or to the microtask queue, for one turn. JavaScript: `madeAt` as below. */
	v.object({kind: v.literal('yield'), ...origin}),
	/** JavaScript: for a promise that was made at that line, in the function `madeBy` of a library where it was not the program. */
	v.object({kind: v.literal('opaque'), ...origin}),
]);

/** Who has a lock, or an item of a queue: since when, and the line that took it. */
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
	/** `strategy`: how tasks are awaited. `scenario`: what they do. `program`: the one file of a program that runs as it is. */
	role: v.picklist(['strategy', 'scenario', 'program']),
	/** The text of the file that runs, verbatim. Empty if it was not saved. */
	text: v.string(),
	/** How many lines it has, if it was not saved. */
	lines: v.optional(count),
});

/** The machine, in Node.js terms: `linux`, `x64`. `cores`: how many the program may use. */
export const machine = v.object({platform: v.string(), arch: v.string(), cores: count});

/** The phases of a request, in order; `failed` can follow each. */
export const requestPhases = ['connecting', 'waiting', 'receiving', 'received', 'failed'] as const;

/** The phases of the response to a request that came in. `aborted`: its connection closed before the response had been sent. */
export const incomingPhases = ['headers', 'ended', 'aborted'] as const;

/** What a task can be; see `task-created`. */
export const taskKinds = ['planned', 'call', 'generator', 'program', 'thread', 'request'] as const;

/** How a task can end. `timed-out`: cancelled by its own time limit. */
export const taskOutcomes = ['done', 'failed', 'cancelled', 'timed-out'] as const;

/**
 * How a run can end. `ok`: the strategy settled as intended. `failed`: it threw, or the engine failed. `cancelled`: aborted from
 * outside. `stalled`: nothing could wake the waiting tasks. `exited`: the program exited.
 * `killed`: the process was killed.
 */
export const runOutcomes = ['ok', 'failed', 'cancelled', 'stalled', 'exited', 'killed'] as const;

/** When it happened: ms since the run's release. */
const at = milliseconds;

const whole = v.pipe(v.number(), v.safeInteger());

/** Durations by the buckets of a histogram. `first`: the bucket of the first count. `sum`, `max`: ms. */
const histogram = v.object({first: count, counts: v.array(count), sum: milliseconds, max: milliseconds});

const openCall = v.object({
	task: taskId,
	held: count,
	waited: whole,
	own: whole,
	queueing: whole,
	unsettled: whole,
	cycled: milliseconds,
	turns: count,
	/** Whether the totals count it. */
	counted: v.optional(v.boolean()),
});

/** The calls of one function or address. */
const functionSite = v.object({
	id: v.string(),
	name: v.string(),
	place: v.optional(place),
	started: count,
	done: count,
	failed: count,
	cancelled: count,
	counted: count,
	longestCounted: milliseconds,
	errors: v.array(v.object({name: v.string(), times: count})),
	peak: count,
	busy: milliseconds,
	firstAt: milliseconds,
	lastAt: milliseconds,
	second: whole,
	perSecond: v.array(count),
	took: histogram,
	waited: histogram,
	held: histogram,
	/** Open calls, the oldest first. */
	open: v.array(taskId),
});

/** The waits at one line. */
const lineSite = v.object({
	id: v.string(),
	file: v.string(),
	line: count,
	function: v.string(),
	entered: count,
	leftAt: v.optional(milliseconds),
	waited: histogram,
});

/** Totals of a run up to the start of a window. Those that end with `us` are whole microseconds. */
const windowTotals = v.object({
	counted: count,
	inFlight: whole,
	peak: count,
	settled: count,
	done: count,
	failed: count,
	cancelled: count,
	timedOut: count,
	ownPeak: count,
	ownWaits: count,
	ownUs: whole,
	queueingUs: whole,
	coveredUs: whole,
	busyUs: whole,
	busyOutsideUs: whole,
	inconsistencies: count,
	lags: histogram,
	firstCall: v.optional(v.object({at, held: whole})),
	startUpTime: v.optional(v.object({at, ...threadTime})),
	time: v.optional(v.object({at, ...threadTime})),
});

export const traceEvent = v.variant('type', [
	/** The first event of each trace, written by the host: everything needed to show the run without its programs. */
	v.object({
		type: v.literal('run-described'),
		at,
		version: v.literal(traceVersion),
		language: v.picklist(['javascript', 'python']),
		/**
		 * `tasks`: a strategy awaits a set of tasks. `program`: one file runs unchanged and awaits its own calls; it has
		 * no planned tasks and no `strategy-settled`. Its lanes are its calls.
		 */
		form: v.picklist(['tasks', 'program']),
		scenario: v.object({name: v.string(), title: v.string()}),
		/** For a program: the version that runs. */
		strategy: v.object({
			name: v.string(),
			title: v.string(),
			/** What stops the total: `settled`: the last task's end. `result`: the strategy's own result (Race, First success). */
			total: v.picklist(['settled', 'result']),
		}),
		/** Whether latencies are chosen by async-tui (`simulated`) or real (`measured`). */
		source: v.picklist(['simulated', 'measured']),
		/** The concurrency limit, for strategies that have one. */
		limit: v.optional(count),
		seed: count,
		tasks: v.array(plannedTask),
		files: v.array(describedFile),
		/** Where it ran; absent if not recorded. */
		machine: v.optional(machine),
		/** Of a command: its words, as the user typed them. It has no files of its own. */
		command: v.optional(v.array(v.string())),
		/** Of a command: the process that the trace is of. `thread`: of a worker thread, which has a trace of its own. */
		process: v.optional(v.object({pid: count, parent: count, thread: v.optional(count), command: v.array(v.string())})),
	}),
	/** The runtime is up: `Node.js 24.21.0`, `CPython 3.13.0`. */
	v.object({type: v.literal('runtime-ready'), at, runtime: v.string(), executable: v.string()}),
	/** The strategy was called, or the program started. Totals count from here. */
	v.object({type: v.literal('run-started'), at}),
	/** The strategy's own result. Tasks may still be running: see `open`. */
	v.object({
		type: v.literal('strategy-settled'),
		at,
		outcome: v.picklist(['done', 'failed', 'cancelled']),
		/** The value, shortened, as the language prints it. */
		value: v.optional(v.string()),
		error: v.optional(failure),
		/** Planned tasks not settled yet. */
		open: v.array(taskId),
	}),
	/** The run is over. Only `engine-exited` can follow. */
	v.object({
		type: v.literal('run-ended'),
		at,
		outcome: v.picklist(runOutcomes),
		error: v.optional(failure),
		/** Planned tasks that never settled. */
		open: v.array(taskId),
		/** What the program's process ends with. */
		exitCode: v.optional(v.pipe(v.number(), v.safeInteger())),
		...threadTime,
	}),
	/** Added by the host: the runtime process exited; of the first process of a command, the command. */
	v.object({type: v.literal('engine-exited'), at, code: v.nullable(v.number()), signal: v.nullable(v.string())}),

	/**
	 * A task exists. Planned tasks are created by the run; `call`s are async functions that the program called,
	 * `generator`s async generators; `program` is the top level of a program that runs as it is, the caller of all others;
	 * `thread`s are functions or files of the program that run in their own thread or process: from their start to their
	 * end they are off the thread of the loop (`task-waiting` on `thread`); `request`s are HTTP requests that came in, the
	 * callers of what handles them. `parent`: the task whose code created it.
	 */
	v.object({
		type: v.literal('task-created'),
		at,
		task: taskId,
		name: v.string(),
		kind: v.picklist(taskKinds),
		parent: v.optional(taskId),
		/** Where the function is defined. */
		place: v.optional(place),
		/** The name that the program gave it, where it differs from the function's (`create_task(name=...)`). */
		label: v.optional(v.string()),
		/** It had started before its process was observed: when is not known. */
		attached: v.optional(v.boolean()),
		/** Of the first call of a program, which ends its start-up. */
		...threadTime,
	}),
	/** Python: handed to the loop, not running yet. */
	v.object({type: v.literal('task-scheduled'), at, task: taskId}),
	/** Its code ran for the first time. `label`: as in `task-created`, of a task that was named or renamed since. */
	v.object({type: v.literal('task-started'), at, task: taskId, label: v.optional(v.string())}),
	/** It was suspended at an `await` and left the thread. */
	v.object({
		type: v.literal('task-waiting'),
		at,
		task: taskId,
		place: v.optional(place),
		on: waitsFor,
		/** Of the first wait of a program that has called nothing before it. */
		...threadTime,
	}),
	/**
	 * Its code took the thread again. `by`: the other task whose code settled what it waited for, such as a lock that it released.
	 * `cancelled`: it got a cancellation, which it can still catch.
	 */
	v.object({
		type: v.literal('task-resumed'),
		at,
		task: taskId,
		by: v.optional(taskId),
		cancelled: v.optional(v.boolean()),
	}),
	/** It has settled. */
	v.object({
		type: v.literal('task-ended'),
		at,
		task: taskId,
		outcome: v.picklist(taskOutcomes),
		value: v.optional(v.string()),
		error: v.optional(failure),
		/** Where the function is defined, for a planned task whose `task-created` did not know it. */
		definedAt: v.optional(place),
		/** Of a task that was cancelled or ran out of time. */
		by: v.optional(cancellation),
		/** Of a failure: whether anything of the program received it. Absent while the runtime cannot tell. */
		heard: v.optional(v.boolean()),
	}),
	/** A task was asked to end. It gets the cancellation when it takes the thread next, and can catch it. `by` is absent where it is not known. */
	v.object({type: v.literal('cancel-requested'), at, task: taskId, by: v.optional(cancellation)}),
	/**
	 * Who has a lock, semaphore or queue that `waiting` tasks wait for; reported only while any does, at most every 50 ms.
	 * `holders`: the oldest 8 of `held`; of a queue those that took an item and have put none back nor called `task_done`. Both
	 * are absent where that is not known, as of a semaphore that others than its holders release.
	 */
	v.object({
		type: v.literal('lock-changed'),
		at,
		lock: v.string(),
		what: v.string(),
		waiting: count,
		/** The line that made it. */
		madeAt: v.optional(place),
		holders: v.optional(v.array(lockHolder)),
		held: v.optional(count),
		/** How often it was given back, or put into, so far, and when and where that was last. */
		given: v.optional(v.object({times: count, at: milliseconds, place: v.optional(place)})),
		/** Of a queue: who put into it without having taken from it. Absent where it was not a task, or more than 8. */
		givers: v.optional(v.array(taskId)),
	}),
	/**
	 * What can still wake a task, after 0.5 s in which none continued, and then when it changes: callbacks that are `ready`,
	 * `timers`, open files and sockets (`io`), other `threads`, handlers of `signals`. `handles`: 20 of them, with the line and
	 * the task that made each. `complete`: there is nothing else.
	 */
	v.object({
		type: v.literal('wakers-seen'),
		at,
		ready: count,
		timers: count,
		io: count,
		threads: count,
		signals: count,
		handles: v.array(
			v.object({
				what: v.string(),
				place: v.optional(place),
				since: v.optional(milliseconds),
				task: v.optional(taskId),
			}),
		),
		complete: v.boolean(),
	}),
	/**
	 * All `threads` of an executor are busy and `queued` jobs wait for one; each second while it lasts. `running`: what they are
	 * at, 20 at most. `inside`: the function of a library that its line has called, such as `Future.result`.
	 */
	v.object({
		type: v.literal('executor-full'),
		at,
		threads: count,
		queued: count,
		running: v.array(v.object({place: v.optional(place), inside: v.optional(v.string())})),
	}),
	/**
	 * Turns of a hot loop, too many to report one by one: between `since` and `at` the task was
	 * resumed and suspended `times` times, and was on the thread for `busy` ms in total. Before and after, it is waiting.
	 */
	v.object({type: v.literal('task-cycled'), at, task: taskId, since: milliseconds, times: count, busy: milliseconds}),
	/**
	 * Calls of one async function that were too many and too short to report one by one: `times` of them, the first of which
	 * began at `since`, have ended well, after at most `longest` ms without what the tracer took. They were on the thread for
	 * `busy` ms in total, besides what is part of the stretches of other tasks. Other tasks may wait for calls that were
	 * only counted, or be resumed by them.
	 */
	v.object({
		type: v.literal('calls-counted'),
		at,
		name: v.string(),
		/** Where the function is defined. */
		place,
		since: milliseconds,
		times: count,
		busy: milliseconds,
		longest: milliseconds,
	}),

	/**
	 * What the trace leaves out: it is a window of a longer one. The events before this one bring about what was open at its start,
	 * at their own times. `events`: how many are left out. `totals`, `open`, `functions` and `lines` count from the run's start.
	 */
	v.object({
		type: v.literal('window-began'),
		at,
		events: count,
		totals: windowTotals,
		/** Of each open call what it came to so far. `held`, `waited`, `own`, `queueing` and `unsettled` in whole microseconds. */
		open: v.array(openCall),
		functions: v.array(functionSite),
		lines: v.array(lineSite),
	}),

	/** A request entered its next phase or received bytes. */
	v.object({
		type: v.literal('request-advanced'),
		at,
		request: v.string(),
		task: v.optional(taskId),
		phase: v.picklist(requestPhases),
		method: v.optional(v.string()),
		url: v.optional(v.string()),
		status: v.optional(count),
		/** Bytes of the body received so far. */
		bytes: v.optional(count),
		/** Total bytes of the body, if known. */
		total: v.optional(count),
		error: v.optional(v.string()),
	}),

	/**
	 * The response to a request that came in, whose lane is `task`, has advanced. `route`: the pattern of its path, where the
	 * framework names one. Sent `headers` are reported up to 50 ms late, and not of a response that has ended by then.
	 */
	v.object({
		type: v.literal('incoming-advanced'),
		at,
		task: taskId,
		phase: v.picklist(incomingPhases),
		route: v.optional(v.string()),
		status: v.optional(count),
	}),
	/**
	 * JavaScript: `then` was called `count` times of one promise that is pending: 1,000, 2,000, 4,000 … times. `madeAt`: where
	 * the promise was made; `place`: where it was called last. `waiting`: how many tasks were suspended at that moment.
	 */
	v.object({
		type: v.literal('reactions-counted'),
		at,
		count,
		waiting: count,
		madeAt: v.optional(place),
		place: v.optional(place),
	}),
	/** A timer inside the loop fired `lag` ms late. One every 50 ms, by a loop that is free. */
	v.object({type: v.literal('loop-beat'), at, lag: milliseconds, ...threadTime}),
	/**
	 * Seen from outside, while it lasts: the loop has been silent since `since`, and this is where the thread is. There
	 * is no `place` while a C function holds Python's lock: it follows when the lock is free.
	 */
	v.object({
		type: v.literal('loop-blocked'),
		at,
		since: milliseconds,
		task: v.optional(taskId),
		place: v.optional(place),
		/** The function on the thread: `JSON.parse`, `spin`. */
		inside: v.optional(v.string()),
		...stretchTime,
	}),
	/** Exact, afterwards: one task was on the thread from `since` for `ms` without a break. */
	v.object({
		type: v.literal('loop-released'),
		at,
		since: milliseconds,
		ms: milliseconds,
		task: v.optional(taskId),
		place: v.optional(place),
		...stretchTime,
	}),
	/**
	 * The host read more slowly than the runner wrote (it was stopped, say): from `since` on, the thread waited for
	 * that and ran no code.
	 */
	v.object({type: v.literal('trace-waited'), at, since: milliseconds}),

	/** A file of the program that is not in `run-described`, when the first place in it is reported. `name`: see `place`. */
	v.object({
		type: v.literal('file-described'),
		at,
		name: v.string(),
		text: v.string(),
		/** How many lines it has, if it was not saved. */
		lines: v.optional(count),
	}),
	/** The program uses a library whose tasks the engine cannot see, such as `trio`: nothing is known of them. */
	v.object({type: v.literal('not-observed'), at, what: v.string()}),

	/** The program wrote to a standard stream. `text` as written; viewers strip control sequences. */
	v.object({
		type: v.literal('output-written'),
		at,
		stream: v.picklist(['stdout', 'stderr']),
		text: v.string(),
		task: v.optional(taskId),
		place: v.optional(place),
	}),
	/** The runtime raised a warning, or the host did (`engine`). */
	v.object({
		type: v.literal('warning-raised'),
		at,
		kind: v.picklist(['never-awaited', 'unhandled-rejection', 'uncaught', 'loop-exception', 'runtime', 'engine']),
		message: v.string(),
		task: v.optional(taskId),
		place: v.optional(place),
	}),
]);

/** The schema of each type. Picking the right one is several times as fast as trying all. */
export const eventSchemas: ReadonlyMap<unknown, (typeof traceEvent.options)[number]> = new Map(
	traceEvent.options.map(schema => [schema.entries.type.literal, schema]),
);

export type TraceEvent = v.InferOutput<typeof traceEvent>;
export type TraceEventType = TraceEvent['type'];
export type RunDescription = Extract<TraceEvent, {type: 'run-described'}>;
export type Place = v.InferOutput<typeof place>;
export type Failure = v.InferOutput<typeof failure>;
export type Cancellation = v.InferOutput<typeof cancellation>;
export type WaitsFor = v.InferOutput<typeof waitsFor>;
export type PlannedTask = v.InferOutput<typeof plannedTask>;
export type DescribedFile = v.InferOutput<typeof describedFile>;
export type IncomingPhase = (typeof incomingPhases)[number];
export type RequestPhase = (typeof requestPhases)[number];
export type TaskOutcome = (typeof taskOutcomes)[number];
export type RunOutcome = (typeof runOutcomes)[number];
