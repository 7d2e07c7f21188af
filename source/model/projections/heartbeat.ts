import {blockerOf, dueAt, now, stateOf} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import type {OpenLag} from './lag.ts';
import {beatIntervalMs, firstFrom, lag, lagWith, overdue} from './lag.ts';
import {utilization} from './timeline.ts';

/**
 * The state of the event loop at a moment: what its beats show, and which tasks could continue if the thread were free.
 */
export type LoopHealth = {
	/** Lags in ms. `atLeast`: the beat that shows the lag has not arrived yet. */
	readonly lag: {readonly p50: OpenLag | null; readonly p99: OpenLag | null; readonly max: OpenLag | null};
	/** The share of the time since the start of the run in which the thread was busy, 0 to 1. */
	readonly utilization: number;
	/** The current silence, or else the longest so far; absent if no beat was missed. */
	readonly silence?: Silence;
	/**
	 * How long the block lasted that explains the silence, in ms, without the time in which other processes had the core;
	 * absent if none does. Only this time is shown, so that a block has one length everywhere.
	 */
	readonly blocked?: number;
	/** Tasks that could continue if the thread were free, in the order of the lanes. */
	readonly readyTasks: readonly ReadyTask[];
};

/** A time without a beat, in ms from the start of the run: from the beat before it to the beat after it, or to now. */
export type Silence = {readonly from: number; readonly to: number; readonly isOngoing: boolean};

export type ReadyTask = {
	readonly name: string;
	readonly on: 'timer' | 'reply' | 'other';
	/** Since when it could have continued, in ms from the start of the run. */
	readonly since: number;
};

/** Between beats that are further apart, in ms, at least one was missed. */
const minGapMs = 2 * beatIntervalMs;
/**
 * From this length on, in ms, the current gap counts as a silence: a shorter one may only mean that a beat is still on
 * its way. A gap during a known block counts sooner.
 */
const minOpenGapMs = 3 * beatIntervalMs;

export function loopHealth(model: Model): LoopHealth {
	const silence = silenceOf(model);
	const blocked = silence && blockedDuring(model, silence);
	const late = overdue(model);
	const isOverdue = late > 0 && (silence?.isOngoing || late + beatIntervalMs >= minGapMs);
	const known = () => {
		const {p50, p99, max} = lag(model);
		return {p50: exactLag(p50), p99: exactLag(p99), max: exactLag(max)};
	};
	return {
		lag: isOverdue ? lagWith(model, late) : known(),
		utilization: utilization(model),
		...(silence && {silence}),
		...(blocked !== undefined && {blocked}),
		readyTasks: readyTasksOf(model),
	};
}

const exactLag = (ms: number | null): OpenLag | null => (ms === null ? null : {ms, atLeast: false});

/** What one of the equal slots of a stretch of time shows of the heartbeat. `none`: before the start, or after now. */
export type BeatSlot = 'beat' | 'free' | 'silent' | 'none';

/**
 * Divides the first `max` ms of the run into `slots` equal slots. The cost depends on the slots, not on the number of
 * beats.
 */
export function heartbeat(model: Model, max: number, slots: number): readonly BeatSlot[] {
	const {startedAt} = model;
	const {beats} = model.thread;
	const origin = startedAt === undefined ? 0 : firstBeatSetAt(model, startedAt);
	const width = max / slots;
	const silence = silenceOf(model);
	return Array.from({length: slots}, (_, slot): BeatSlot => {
		if (startedAt === undefined) return 'none';
		const from = startedAt + slot * width;
		const next = firstFrom(beats, from);
		if ((beats[next] ?? Number.POSITIVE_INFINITY) < from + width) return 'beat';
		// As in the lanes, a slot that is covered by half counts as covered.
		if (from + width / 2 > now(model)) return 'none';
		const before = Math.max(startedAt, beats[next - 1] ?? origin);
		const after = beats[next];
		if (after !== undefined) return after - before >= minGapMs ? 'silent' : 'free';
		const open = silence !== undefined && startedAt + silence.from >= before;
		return open ? 'silent' : 'free';
	});
}

function silenceOf(model: Model): Silence | undefined {
	const {startedAt, end, thread} = model;
	if (startedAt === undefined) return undefined;
	const from = Math.max(startedAt, thread.beats.at(-1) ?? startedAt) - startedAt;
	const last: Silence = {from, to: now(model) - startedAt, isOngoing: !end};
	const length = last.to - last.from;
	if (!end && (length >= minOpenGapMs || (length >= beatIntervalMs && blockerOf(model)))) return last;
	const longest = longestGap(thread.beats, firstBeatSetAt(model, startedAt));
	if (end && length >= minGapMs && length > longest.to - longest.from) return last;
	if (longest.to - longest.from < minGapMs) return undefined;
	return {from: longest.from - startedAt, to: longest.to - startedAt, isOngoing: false};
}

/** Returns how long the block lasted, in ms, without which no beat would have been missed. Undefined if there is none. */
function blockedDuring(model: Model, {from, to, isOngoing}: Silence): number | undefined {
	const blocker = isOngoing ? blockerOf(model) : undefined;
	if (blocker) return now(model) - blocker.since;
	const start = model.startedAt ?? 0;
	const block = model.thread.blocks.findLast(each => each.from < start + to && each.to > start + from);
	return block && to - from - (block.to - block.from) < minGapMs ? block.ms : undefined;
}

/**
 * Returns when the timer of the first beat was set: a runtime that sets it after the start of the run has missed no beat
 * until then.
 */
function firstBeatSetAt({thread: {beats, lags}}: Model, startedAt: number): number {
	const [at = startedAt] = beats;
	const [late = 0] = lags;
	return Math.max(startedAt, at - late - beatIntervalMs);
}

type Gap = {from: number; to: number; counted: number};

const gaps = new WeakMap<readonly number[], Gap>();

/**
 * Returns the longest time between two beats so far, or between `origin` and the first beat. Each call costs as much as
 * the new beats.
 */
function longestGap(beats: readonly number[], origin: number): Gap {
	const gap = gaps.get(beats) ?? {from: origin, to: origin, counted: 0};
	gaps.set(beats, gap);
	for (; gap.counted < beats.length; gap.counted++) {
		const to = beats[gap.counted] as number;
		const from = Math.max(origin, beats[gap.counted - 1] ?? origin);
		if (to - from > gap.to - gap.from) Object.assign(gap, {from, to});
	}
	return gap;
}

function readyTasksOf(model: Model): readonly ReadyTask[] {
	if (model.end || !blockerOf(model)) return [];
	const start = model.startedAt ?? 0;
	const found: ReadyTask[] = [];
	for (const task of model.lanes) {
		if (task.state !== 'waiting') continue;
		const since = dueAt(model, task, task.spans.at(-1));
		// A task that waits for another lane is not late itself: the other lane is.
		if (since > model.at || waitsForLane(model, task) || stateOf(model, task) !== 'ready') continue;
		found.push({name: task.name, on: kindOf(model, task), since: since - start});
	}
	return found;
}

function waitsForLane({description, tasks}: Model, {waitsFor: on}: Task): boolean {
	const other = on?.kind === 'task' ? tasks.get(on.task) : undefined;
	return other !== undefined && (description.form === 'program' || other.kind === 'planned');
}

function kindOf(model: Model, task: Task): ReadyTask['on'] {
	const on = task.waitsFor;
	const innermost = on?.kind === 'task' ? model.tasks.get(on.task)?.waitsFor : on;
	if (innermost?.kind === 'timer') return 'timer';
	return innermost?.kind === 'io' ? 'reply' : 'other';
}
