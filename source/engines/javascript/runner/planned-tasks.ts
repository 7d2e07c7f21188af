import {types} from 'node:util';
import type {PlannedTask, TaskOutcome} from '../../../trace/event.ts';
import type {Call} from '../../engine.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {displayValue} from './display-value.ts';
import type {Failures} from './failures.ts';
import {createHiddenContext} from './hidden-context.ts';
import {isError, readText} from './safe-read.ts';
import type {Lane} from './tracing/lane.ts';
import type {Lanes} from './tracing/lanes.ts';
import type {Tracer} from './tracing/tracer.ts';

// Taken before our watchers replace it.
const {setTimeout: setTimer} = globalThis;
const {isPromise} = types;

/** A planned task while it runs. */
export type PlannedRun = {
	readonly plan: PlannedTask;
	readonly call: Call;
	readonly controller: AbortController;
	/** The signal that its function gets: its own signal, combined with the one that the strategy passed, if any. */
	signal: AbortSignal;
	/** Replaced once it is known which call of the program is the task. */
	lane: Lane;
	hasFailed: boolean;
	hasBlocked: boolean;
};

/** What a strategy gets for each task: a function that starts it. */
export type TaskFunction = (options?: {readonly signal?: AbortSignal}) => Promise<unknown>;

export type ScenarioFunction = (...parameters: unknown[]) => unknown;

export type PlannedTasks = {
	/** Reports that the tasks exist. */
	readonly create: (parent?: Lane) => void;
	readonly functions: (
		tracer: Tracer,
		failures: Failures,
		programs: readonly ScenarioFunction[],
	) => readonly TaskFunction[];
	/** Returns the task that the current asynchronous context works for. Undefined if there is none. */
	readonly current: () => PlannedRun | undefined;
	readonly of: (lane: Lane | undefined) => PlannedRun | undefined;
	/** Returns the outcome of a lane that works for a planned task and whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	readonly cancel: (task: string) => void;
	readonly cancelAll: (reason: DOMException) => void;
	/** Returns the ids of the tasks that have not settled. */
	readonly open: () => string[];
	/** Whether at least one task is in flight. */
	readonly inFlight: () => boolean;
};

export function createPlannedTasks({tasks: plans, calls, source}: RunCommand, lanes: Lanes): PlannedTasks {
	const isMeasured = source === 'measured';
	const context = createHiddenContext<PlannedRun>();
	const tasks = plans.map((plan, index): PlannedRun => {
		const controller = new AbortController();
		return {
			plan,
			call: calls[index] ?? {task: plan.id, function: plan.id, arguments: [], replies: []},
			controller,
			signal: controller.signal,
			lane: lanes.make({kind: 'planned', name: plan.name, id: plan.id, plannedTaskId: plan.id}),
			hasFailed: false,
			hasBlocked: false,
		};
	});
	const byId = new Map(tasks.map(task => [task.plan.id, task]));

	const start = (task: PlannedRun, run: ScenarioFunction, tracer: Tracer, failures: Failures) => {
		const given = task.call.arguments;
		// A function that declares no parameter for the signal might notice that it gets one.
		const parameters = run.length > given.length || !isMeasured ? [...given, {signal: task.signal}] : given;
		if (task.lane.state !== 'queued') {
			// A strategy that retries a task calls its function again: that call is not the planned task.
			return run(...parameters);
		}

		lanes.start(task.lane);
		if (task.plan.timeout !== undefined) {
			limit(task, task.plan.timeout);
		}

		try {
			return context.run(task, () => tracer.call(task, () => run(...parameters)));
		} catch (error) {
			lanes.end(task.lane, outcomeOf(task, error), {error: failures.of(error)}, now());
			throw error;
		}
	};

	return {
		create(parent) {
			for (const {lane} of tasks) {
				lanes.create(lane, parent);
			}
		},
		functions: (tracer, failures, programs) =>
			tasks.map((task, index) => (options = {}) => {
				const run = programs[index] as ScenarioFunction;
				if (options.signal) {
					task.signal = AbortSignal.any([task.controller.signal, options.signal]);
				}

				let returned: unknown;
				try {
					returned = start(task, run, tracer, failures);
				} catch (error) {
					return tracer.runUntraced(() => Promise.reject(error));
				}

				if (isPromise(returned)) {
					return returned;
				}

				if (task.lane.state === 'running') {
					lanes.end(task.lane, 'done', {value: displayValue(returned)}, now());
				}

				return tracer.runUntraced(() => Promise.resolve(returned));
			}),
		current: () => context.getStore(),
		of: lane => (lane?.plannedTaskId === undefined ? undefined : byId.get(lane.plannedTaskId)),
		outcome(lane, reason) {
			const task = lane.plannedTaskId === undefined ? undefined : byId.get(lane.plannedTaskId);
			return task ? outcomeOf(task, reason) : 'failed';
		},
		cancel: id => byId.get(id)?.controller.abort(),
		cancelAll(reason) {
			for (const {controller} of tasks) {
				controller.abort(reason);
			}
		},
		open: () => tasks.filter(({lane}) => lane.state !== 'ended').map(({plan}) => plan.id),
		inFlight: () => tasks.some(({lane}) => lane.state === 'running' || lane.state === 'waiting'),
	};
}

/** Aborts the task's signal after its time limit. */
function limit(task: PlannedRun, ms: number) {
	setTimer(() => {
		if (task.lane.state !== 'ended') {
			task.controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
		}
	}, ms);
}

/**
 * Returns the outcome of a rejected task. The task was cancelled, or timed out, if the reason is that of its aborted
 * signal, or an `AbortError`, in which Node.js wraps such a reason.
 */
function outcomeOf({signal, controller}: PlannedRun, reason: unknown): TaskOutcome {
	const aborted = isError(reason) && readText(reason, 'name') === 'AbortError';
	if (!aborted && !(signal.aborted && reason === signal.reason)) {
		return 'failed';
	}

	return signal.reason === controller.signal.reason && controller.signal.reason?.name === 'TimeoutError'
		? 'timed-out'
		: 'cancelled';
}
