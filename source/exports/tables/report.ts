import * as v from 'valibot';
import {summarise, summary} from '../../model/analysis/summary.ts';
import {sinceStart} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import {describedFile, failure, place, plannedTask, runOutcomes, waitsFor} from '../../trace/event.ts';
import {cleanJson} from './clean-json.ts';
import type {LaneRow} from './lane-rows.ts';
import {laneRows} from './lane-rows.ts';
import type {Stretch} from './lane-spans.ts';

const ms = v.number();

/** What a lane did for how long. Those of one lane follow each other without gaps. */
export const stretch = v.object({
	/** `ready`: it could have gone on, but the thread was held by others. */
	state: v.picklist(['queued', 'waiting', 'ready', 'running']),
	from: ms,
	to: ms,
	/** Where it was suspended. */
	place: v.optional(place),
	waitsFor: v.optional(waitsFor),
});

/** A planned task, or a call of a program. */
export const lane = v.object({
	id: v.string(),
	name: v.string(),
	kind: v.picklist(['planned', 'call', 'generator', 'program', 'thread']),
	/** The id of the lane that called it. */
	caller: v.optional(v.string()),
	/** At the end of the run; of one that never settled, what it was doing. */
	state: v.picklist(['queued', 'waiting', 'ready', 'running', 'done', 'failed', 'cancelled', 'timed out']),
	/** How long it was kept from starting. */
	queued: ms,
	/** Absent where it never started. */
	start: v.optional(ms),
	/** Absent where it never settled. */
	end: v.optional(ms),
	/** From its start to its end, or to that of the run: `waiting + onThread + ready`. */
	latency: v.optional(ms),
	waiting: v.optional(ms),
	/** It, or a call below it, held the thread. */
	onThread: v.optional(ms),
	/** It could have gone on, but the thread was held by others. */
	ready: v.optional(ms),
	/** It went on for nobody: after the strategy had its result, or after its caller had ended. */
	orphan: v.boolean(),
	value: v.optional(v.string()),
	error: v.optional(failure),
	stretches: v.array(stretch),
});

/** One run. Times in ms, moments from its start. */
export const run = v.object({
	scenario: v.object({name: v.string(), title: v.string()}),
	/** Of a program: which of its versions ran. */
	strategy: v.object({name: v.string(), title: v.string()}),
	/** `tasks`: a strategy awaited a set of tasks. `program`: one file ran as it would alone; its lanes are its calls. */
	form: v.picklist(['tasks', 'program']),
	language: v.picklist(['javascript', 'python']),
	/** `Node.js 24.21.0`; absent where it did not start. */
	runtime: v.optional(v.string()),
	/** Whether latencies were chosen (`simulated`) or come from the world (`measured`). */
	source: v.picklist(['simulated', 'measured']),
	/** The concurrency limit. */
	limit: v.optional(v.number()),
	seed: v.number(),
	/** The tasks as the run was asked to do them. */
	tasks: v.array(plannedTask),
	/** The files that ran; their text is in the trace. */
	files: v.array(v.pick(describedFile, ['name', 'role'])),
	/** How it ended; null where the trace is cut off before. */
	outcome: v.nullable(v.picklist(runOutcomes)),
	/** What it failed with. */
	error: v.optional(failure),
	/** The strategy's own result, if it had one. */
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
	/** Stretches of 20 ms and more for which the thread was held in one go; `task`: the id of who held it. */
	blocks: v.array(v.object({from: ms, to: ms, task: v.optional(v.string()), place: v.optional(place)})),
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

/** Runs as one document, for scripts that want no stream: what `.json` holds. */
export const report = v.object({
	type: v.literal('report'),
	version: v.literal(1),
	runs: v.array(run),
});

/**
 * These runs as a JSON document, indented; see the schema `report`. Texts of the programs are on one line each, without
 * control characters.
 */
export function reportJson(models: readonly Model[]): string {
	const written: v.InferOutput<typeof report> = {type: 'report', version: 1, runs: models.map(runOf)};
	return `${cleanJson(written, '\t')}\n`;
}

function runOf(model: Model): v.InferOutput<typeof run> {
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
		summary: summarise(model),
		lanes: laneRows(model).map(row => laneOf(model, row)),
		blocks: thread.blocks.map(({from, to, ...where}) => ({from: at(from), to: at(to), ...where})),
		warnings: warnings.map(({type: _, at: moment, ...warning}) => ({at: at(moment), ...warning})),
	};
}

function laneOf(model: Model, {task, caller, stretches, ...times}: LaneRow): v.InferOutput<typeof lane> {
	const {id, name, kind, orphan, value, error} = task;
	return {
		...{id, name, kind, caller: caller?.id},
		...times,
		...{orphan, value, error},
		stretches: stretches.map(each => stretchOf(model, each)),
	};
}

function stretchOf(model: Model, {kind, from, to, place, waitsFor}: Stretch): v.InferOutput<typeof stretch> {
	return {state: kind, from: sinceStart(model, from), to: sinceStart(model, to), place, waitsFor};
}
