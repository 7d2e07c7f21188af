import type {Place} from '../../trace/event.ts';
import type {Model} from '../model.ts';
import {turnsOf} from '../projections/thread-turns.ts';
import type {Span, Task} from '../task.ts';
import {simulateSchedule} from './forecast.ts';
import type {IndependentStatements} from './independent-statements.ts';
import {independentStatements} from './independent-statements.ts';

/** Calls of one caller that waited one after another although none is given another's result. */
export type CouldOverlap = {
	readonly caller: Task;
	readonly calls: readonly Task[];
	/** Where the first of them was awaited. */
	readonly place: Place;
	/** The time from the start of the first to the end of the last, in ms. */
	readonly took: number;
	/** The time, in ms, that they may take if started together, computed from their turns and waits. */
	readonly forecast: number;
};

/** A smaller gain is not reported: in ms, and as a share of the time they took. */
const minSaving = {ms: 50, share: 0.2} as const;

/** Programs with more lanes than this are not searched. */
const maxLanes = 10_000;

/** A longer text, in characters, is the output of a bundler. */
const maxTextLength = 300_000;

const known = new WeakMap<readonly Task[], readonly CouldOverlap[]>();

/**
 * Finds the calls of an ended program that could be started together, the greatest gain first. The trace has to show
 * that they were awaited one after another, once each, and had no effect that other calls could notice. The text has to
 * show that they are independent (`independentStatements`). Reports nothing if either is unknown.
 */
export function couldOverlap(model: Model): readonly CouldOverlap[] {
	if (model.description.form !== 'program' || !model.end || model.lanes.length > maxLanes) return [];
	const found = known.get(model.lanes) ?? find(model);
	known.set(model.lanes, found);
	return found;
}

function find(model: Model): readonly CouldOverlap[] {
	const {description, described} = model;
	const files = [...description.files, ...described].filter(({text}) => text.length <= maxTextLength);
	const groups = files.flatMap(({name, text}) =>
		independentStatements(text, description.language === 'python').map(statements => ({file: name, statements})),
	);
	if (groups.length === 0) return [];
	const found = model.lanes.flatMap(caller => groups.flatMap(group => ofCaller(model, caller, group) ?? []));
	return found.toSorted((one, other) => other.took - other.forecast - (one.took - one.forecast));
}

type Group = {readonly file: string; readonly statements: IndependentStatements};

function ofCaller(model: Model, caller: Task, {file, statements}: Group): CouldOverlap | undefined {
	const calls: Task[] = [];
	let place: Place | undefined;
	for (const {callee, line} of statements) {
		const awaited = caller.spans.filter(span => waitsAt(span, file, line));
		const [span] = awaited;
		const call = span?.waitsFor?.kind === 'task' ? model.tasks.get(span.waitsFor.task) : undefined;
		if (awaited.length !== 1 || call?.kind !== 'call' || call.function !== callee || call.parent !== caller.id)
			return undefined;
		if (call.state !== 'done' || (calls.at(-1)?.endedAt ?? 0) > call.createdAt) return undefined;
		calls.push(call);
		place ??= span?.place;
	}
	const [first, last] = [calls[0], calls.at(-1)];
	if (!place || !first || last?.endedAt === undefined || !haveNoVisibleEffect(model, calls)) return undefined;
	const took = last.endedAt - first.createdAt;
	const forecast = simulateSchedule([...turnsOf(model, calls).values()]);
	const won = took - forecast;
	return won >= minSaving.ms && won >= minSaving.share * took ? {caller, calls, place, took, forecast} : undefined;
}

function waitsAt({place, state}: Span, file: string, line: number): boolean {
	return state === 'waiting' && place?.file === file && place.line === line;
}

/**
 * Returns whether nothing at or below these calls interacted with others: no lock, no thread, no output, and no request
 * that changes anything.
 */
function haveNoVisibleEffect(model: Model, calls: readonly Task[]): boolean {
	const below = new Set(calls.map(({id}) => id));
	for (const {id, parent} of model.tasks.values()) if (parent !== undefined && below.has(parent)) below.add(id);
	const [from, to] = [calls[0]?.createdAt ?? 0, calls.at(-1)?.endedAt ?? 0];
	// An action of an unknown task may be an action of one of these calls.
	const isTheirs = (task: string | undefined, at: number) =>
		task === undefined ? at >= from && at <= to : below.has(task);
	const isIndependent = ({waitsFor: on, by}: Span) => by === undefined && on?.kind !== 'lock' && on?.kind !== 'thread';
	for (const id of below) {
		const task = model.tasks.get(id);
		if (task?.kind === 'thread' || !task?.spans.every(isIndependent)) return false;
	}
	if (model.output.some(({task, at}) => isTheirs(task, at))) return false;
	return [...model.requests.values()].every(
		({task, method = 'GET', since}) =>
			!isTheirs(task, Math.min(...Object.values(since))) || method === 'GET' || method === 'HEAD',
	);
}
