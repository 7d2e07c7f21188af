import * as v from 'valibot';
import {summarize, summary} from '../../model/analysis/summary.ts';
import {sinceStart} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import {describedFile, failure, place, plannedTask, runOutcomes, waitsFor} from '../../trace/event-parts.ts';
import {cleanJson} from './clean-json.ts';
import type {LaneRow} from './lane-rows.ts';
import {laneRows} from './lane-rows.ts';
import type {LaneSpan} from './lane-spans.ts';

const ms = v.number();

/** One state of a lane and its duration. The spans of a lane have no gaps. */
export const stretch = v.object({
	/** `ready`: the lane could run, but others were on the thread. */
	state: v.picklist(['queued', 'waiting', 'ready', 'running']),
	from: ms,
	to: ms,
	/** Where the lane was suspended. */
	place: v.optional(place),
	waitsFor: v.optional(waitsFor),
});

/** A planned task, or a call of a program. */
export const lane = v.object({
	id: v.string(),
	name: v.string(),
	kind: v.picklist(['planned', 'call', 'generator', 'program', 'thread', 'request']),
	/** The id of the lane that called it. */
	caller: v.optional(v.string()),
	/** The state at the end of the run; if the lane never settled, its last state. */
	state: v.picklist(['queued', 'waiting', 'ready', 'running', 'done', 'failed', 'cancelled', 'timed out']),
	/** How long the lane was queued. */
	queued: ms,
	/** Absent if the lane never started. */
	start: v.optional(ms),
	/** Absent if the lane never settled. */
	end: v.optional(ms),
	/** From the start of the lane to its end, or to the end of the run: `waiting + onThread + ready`. */
	latency: v.optional(ms),
	waiting: v.optional(ms),
	/** How long the lane, or a call below it, was on the thread. */
	onThread: v.optional(ms),
	/** How long the lane could run, but others were on the thread. */
	ready: v.optional(ms),
	/** Whether the lane kept running after the strategy settled or after its caller ended. */
	orphan: v.boolean(),
	value: v.optional(v.string()),
	error: v.optional(failure),
	stretches: v.array(stretch),
});

/** One run. Times are in ms, moments count from the start of the run. */
export const run = v.object({
	scenario: v.object({name: v.string(), title: v.string()}),
	/** For a program: the version that ran. */
	strategy: v.object({name: v.string(), title: v.string()}),
	/** `tasks`: a strategy awaited a set of tasks. `program`: one file ran unchanged; its lanes are its calls. */
	form: v.picklist(['tasks', 'program']),
	language: v.picklist(['javascript', 'python']),
	/** `Node.js 24.21.0`; absent if the runtime did not start. */
	runtime: v.optional(v.string()),
	/** Whether latencies were chosen by async-tui (`simulated`) or real (`measured`). */
	source: v.picklist(['simulated', 'measured']),
	/** The concurrency limit. */
	limit: v.optional(v.number()),
	seed: v.number(),
	/** The tasks as requested. */
	tasks: v.array(plannedTask),
	/** The files that ran; their text is in the trace. */
	files: v.array(v.pick(describedFile, ['name', 'role'])),
	/** How the run ended; null if the trace was cut off. */
	outcome: v.nullable(v.picklist(runOutcomes)),
	/** The error that the run failed with. */
	error: v.optional(failure),
	/** The strategy's own result, if it has one. */
	result: v.optional(
		v.object({
			at: ms,
			outcome: v.picklist(['done', 'failed', 'cancelled']),
			value: v.optional(v.string()),
			error: v.optional(failure),
		}),
	),
	summary,
	lanes: v.array(lane),
	/**
	 * Blocks of the loop of 20 ms or more. `ms`: the length without the time in which other processes had the core.
	 * `computed`: whether the thread computed for at least half of that. `task`: the id of the task on the thread.
	 */
	blocks: v.array(
		v.object({
			from: ms,
			to: ms,
			ms,
			computed: v.optional(v.boolean()),
			task: v.optional(v.string()),
			place: v.optional(place),
		}),
	),
	warnings: v.array(
		v.object({
			at: ms,
			kind: v.string(),
			message: v.string(),
			task: v.optional(v.string()),
			place: v.optional(place),
		}),
	),
});

/** All runs in one document, for scripts that do not read a stream: the `.json` format. */
export const report = v.object({
	type: v.literal('report'),
	version: v.literal(1),
	runs: v.array(run),
});

/**
 * Formats runs as an indented JSON document; see the schema `report`. Texts of the programs are on one line each,
 * without control characters.
 */
export function reportJson(models: readonly Model[]): string {
	const written: v.InferOutput<typeof report> = {type: 'report', version: 1, runs: models.map(runReport)};
	return `${cleanJson(written, '\t')}\n`;
}

function runReport(model: Model): v.InferOutput<typeof run> {
	const {description, runtime, end, result, thread, warnings} = model;
	const {scenario, strategy, form, language, source, limit, seed, tasks, files} = description;
	const at = (moment: number) => sinceStart(model, moment);
	return {
		scenario,
		strategy: {name: strategy.name, title: strategy.title},
		...{form, language, runtime, source, limit, seed, tasks},
		files: files.map(({name, role}) => ({name, role})),
		outcome: end?.outcome ?? null,
		error: end?.error,
		result: result && {...result, at: at(result.at)},
		summary: summarize(model),
		lanes: laneRows(model).map(row => laneReport(model, row)),
		blocks: thread.blocks.map(({from, to, ...where}) => ({from: at(from), to: at(to), ...where})),
		warnings: warnings.map(({type: _, at: moment, ...warning}) => ({at: at(moment), ...warning})),
	};
}

function laneReport(model: Model, {task, caller, spans, ...times}: LaneRow): v.InferOutput<typeof lane> {
	const {id, name, kind, orphan, value, error} = task;
	return {
		...{id, name, kind, caller: caller?.id},
		...times,
		...{orphan, value, error},
		stretches: spans.map(each => spanReport(model, each)),
	};
}

function spanReport(model: Model, {kind, from, to, place, waitsFor}: LaneSpan): v.InferOutput<typeof stretch> {
	return {state: kind, from: sinceStart(model, from), to: sinceStart(model, to), place, waitsFor};
}
