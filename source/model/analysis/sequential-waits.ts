import type {Place} from '../../trace/event.ts';
import type {Model, Span, Task} from '../model.ts';
import {turnsOf} from '../projections/thread-turns.ts';
import {simulateSchedule} from './forecast.ts';
import {mayDepend} from './source-dependencies.ts';

/** Calls of one caller that it awaited one after the other, though none took what another gave. */
export type SequentialWaits = {
	readonly caller: Task;
	readonly calls: readonly Task[];
	/** Where the first of them was awaited. */
	readonly place: Place;
	/** ms that they took one after the other. */
	readonly took: number;
	/** ms that they would take if they were started together: computed from their turns and waits. */
	readonly forecast: number;
};

/** What is won is less, in ms or as a share: not worth telling. */
const minSaving = {ms: 20, share: 0.1} as const;

/** More callers or calls are not looked through. */
const maxLanes = 10_000;

/**
 * The calls of a program that is over which could have waited together, what would be won most first. Told of sibling calls only, each
 * awaited before the next was called, and never where the text of the caller, as far as it is known, shows that the
 * later one can have taken the earlier one's result. What they do to the world outside nobody can tell from that.
 */
export function sequentialWaits(model: Model): readonly SequentialWaits[] {
	if (model.description.form !== 'program' || !model.end || model.lanes.length > maxLanes) return [];
	const known = cache.get(model.lanes);
	if (known) return known;
	const called = new Map<string, Task[]>();
	for (const lane of model.lanes) {
		if (lane.kind !== 'call' || lane.parent === undefined || lane.state !== 'done') continue;
		const siblings = called.get(lane.parent);
		if (siblings) siblings.push(lane);
		else called.set(lane.parent, [lane]);
	}
	const found = [...called].flatMap(([id, calls]) => {
		const caller = model.tasks.get(id);
		return caller && calls.length > 1 ? ofCaller(model, caller, calls) : [];
	});
	found.sort((a, b) => b.took - b.forecast - (a.took - a.forecast));
	cache.set(model.lanes, found);
	return found;
}

const cache = new WeakMap<readonly Task[], readonly SequentialWaits[]>();

type Awaited = {readonly call: Task; readonly span: Span & {readonly place: Place}};

function ofCaller(model: Model, caller: Task, calls: readonly Task[]): readonly SequentialWaits[] {
	const spans = new Map(
		caller.spans.flatMap(span => (span.waitsFor?.kind === 'task' ? [[span.waitsFor.task, span]] : [])),
	);
	const groups: Awaited[][] = [];
	for (const call of calls) {
		const span = spans.get(call.id);
		const group = groups.at(-1);
		const last = group?.at(-1);
		if (!span?.place) {
			groups.push([]);
			continue;
		}
		const one = {call, span: {...span, place: span.place}};
		const isNext = last && (last.call.endedAt ?? Number.POSITIVE_INFINITY) <= call.createdAt;
		if (group && isNext && group.every(earlier => areIndependent(model, caller, earlier, one))) group.push(one);
		else groups.push([one]);
	}
	return groups.flatMap(group => worthReporting(model, caller, group));
}

function areIndependent(model: Model, caller: Task, earlier: Awaited, later: Awaited): boolean {
	const [first, next] = [earlier.span.place, later.span.place];
	const file = model.description.files.find(({name}) => name === first.file);
	if (!file || next.file !== first.file) return false;
	const text = {lines: file.text.split(/\r?\n/), python: model.description.language === 'python'};
	const isTop = caller.kind === 'program';
	if (!isTop && caller.definedAt?.file !== first.file) return false;
	return !mayDepend(text, first, next, isTop ? 0 : (caller.definedAt?.line ?? 0));
}

function worthReporting(model: Model, caller: Task, group: readonly Awaited[]): readonly SequentialWaits[] {
	const [first] = group;
	const last = group.at(-1);
	if (!first || !last || group.length < 2) return [];
	const calls = group.map(({call}) => call);
	const took = (last.call.endedAt ?? 0) - first.call.createdAt;
	const forecast = simulateSchedule([...turnsOf(model, calls).values()]);
	const won = took - forecast;
	if (won < minSaving.ms || won < minSaving.share * took) return [];
	return [{caller, calls, place: first.span.place, took, forecast}];
}
