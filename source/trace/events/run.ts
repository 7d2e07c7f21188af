import * as v from 'valibot';
import {
	at,
	count,
	describedFile,
	failure,
	machine,
	plannedTask,
	runOutcomes,
	taskId,
	threadTime,
	traceVersion,
} from '../event-parts.ts';

const language = v.picklist(['javascript', 'python']);

/**
 * A process of a command. `thread`: of a worker thread, which has its own trace. `attached`: the local time (`12:04:31`)
 * at which observing it started, if it was already running.
 */
const observedProcess = v.object({
	pid: count,
	parent: count,
	thread: v.optional(count),
	command: v.array(v.string()),
	attached: v.optional(v.string()),
});

/** The start, the result and the end of a run and its engine. */
export const runEvents = [
	/** The first event of each trace, written by the host: everything needed to show the run without its programs. */
	v.object({
		type: v.literal('run-described'),
		at,
		version: v.literal(traceVersion),
		/** Of a command, a guess until `runtime-ready`. */
		language,
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
			/**
			 * What stops the total: `settled`: the last task's end. `result`: the strategy's own result (Race, First
			 * success).
			 */
			total: v.picklist(['settled', 'result']),
		}),
		/** Whether latencies are chosen by async-tui (`simulated`) or real (`measured`). */
		source: v.picklist(['simulated', 'measured']),
		/** The concurrency limit, for strategies that have one. */
		limit: v.optional(count),
		seed: count,
		tasks: v.array(plannedTask),
		files: v.array(describedFile),
		/** The machine that it ran on; absent if not recorded. */
		machine: v.optional(machine),
		/** The words of a command, as the user typed them. A command has no files of its own. */
		command: v.optional(v.array(v.string())),
		/** The process that this run observes, if it was already running. */
		attachTo: v.optional(count),
		/** The process of this trace, if it was known from the start: the first process of a command is not. */
		process: v.optional(observedProcess),
	}),
	/**
	 * The runtime is ready: `Node.js 24.21.0`, `CPython 3.13.0`. `language` and `process`, of a process of a command: the
	 * trace is that of this process from here on. They complete `run-described`.
	 */
	v.object({
		type: v.literal('runtime-ready'),
		at,
		runtime: v.string(),
		executable: v.string(),
		language: v.optional(language),
		process: v.optional(observedProcess),
	}),
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
	/**
	 * The run ended. Only `engine-exited` can follow; for a command, the output of its other processes can precede that.
	 */
	v.object({
		type: v.literal('run-ended'),
		at,
		outcome: v.picklist(runOutcomes),
		error: v.optional(failure),
		/** Planned tasks that never settled. */
		open: v.array(taskId),
		/** The exit code of the program's process. */
		exitCode: v.optional(v.pipe(v.number(), v.safeInteger())),
		...threadTime,
	}),
	/** Added by the host: the runtime process exited. In the trace of a command's first process: the command exited. */
	v.object({type: v.literal('engine-exited'), at, code: v.nullable(v.number()), signal: v.nullable(v.string())}),
] as const;
