import {AsyncLocalStorage} from 'node:async_hooks';
import {types} from 'node:util';
import type {PlannedTask, TaskOutcome} from '../../../trace/event.ts';
import type {Call} from '../../engine.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {displayValue} from './display-value.ts';
import type {Failures} from './failures.ts';
import {isError, readText} from './safe-read.ts';
import type {Lane} from './tracing/lane.ts';
import type {Lanes} from './tracing/lanes.ts';
import type {Tracer} from './tracing/tracer.ts';

// Taken before the program's timers are watched.
const {setTimeout: setTimer} = globalThis;
const {isPromise} = types;

/** A planned task while it runs. */
export type PlannedRun = {
	readonly plan: PlannedTask;
	readonly call: Call;
	readonly controller: AbortController;
	/** What its function is given: its own signal, or that and the one which the strategy gave. */
	signal: AbortSignal;
	/** Replaced when it turns out which call of the program is the task. */
	lane: Lane;
	hasFailed: boolean;
	hasBlocked: boolean;
};

/** What a strategy is given for each task. */
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
	/** Whose work is going on in this asynchronous context. */
	readonly current: () => PlannedRun | undefined;
	readonly of: (lane: Lane | undefined) => PlannedRun | undefined;
	/** How a lane ends that works for a planned task, when its promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	readonly cancel: (task: string) => void;
	readonly cancelAll: (reason: DOMException) => void;
	/** Ids of those that have not settled. */
	readonly open: () => string[];
	/** Whether some have started and not settled. */
	readonly inFlight: () => boolean;
};

export function createPlannedTasks({tasks: plans, calls, source}: RunCommand, lanes: Lanes): PlannedTasks {
	const isMeasured = source === 'measured';
	const context = new AsyncLocalStorage<PlannedRun>();
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
		// Who declares no such parameter may tell by it how it was called.
		const parameters = run.length > given.length || !isMeasured ? [...given, {signal: task.signal}] : given;
		if (task.lane.state !== 'queued') {
			// Called again, by a strategy that tries twice: a call like any other.
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
					return tracer.unseen(() => Promise.reject(error));
				}

				if (isPromise(returned)) {
					return returned;
				}

				if (task.lane.state === 'running') {
					lanes.end(task.lane, 'done', {value: displayValue(returned)}, now());
				}

				return tracer.unseen(() => Promise.resolve(returned));
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

/** Aborts the task's signal when its time is over. */
function limit(task: PlannedRun, ms: number) {
	setTimer(() => {
		if (task.lane.state !== 'ended') {
			task.controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
		}
	}, ms);
}

/** A task that rejects because its signal was aborted was cancelled; Node.js wraps the signal's reason in an AbortError. */
function outcomeOf({signal, controller}: PlannedRun, reason: unknown): TaskOutcome {
	const aborted = isError(reason) && readText(reason, 'name') === 'AbortError';
	if (!aborted && !(signal.aborted && reason === signal.reason)) {
		return 'failed';
	}

	return signal.reason === controller.signal.reason && controller.signal.reason?.name === 'TimeoutError'
		? 'timed-out'
		: 'cancelled';
}
