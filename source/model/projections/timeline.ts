import {dueAt, now, requestsDuring, takenByOthers} from '../at-moment.ts';
import type {Model, Request} from '../model.ts';
import type {Sequence} from '../sequence.ts';
import type {Span, Task} from '../task.ts';
import {orphanSince} from './caught-failures.ts';
import {threadShares} from './thread-use.ts';

export type Segment = {
	/** ms from the run's start. */
	readonly from: number;
	readonly to: number;
	/**
	 * `queued` before its start; then the phase of its request if it waits for one, `waiting` for anything else,
	 * `running` while its code is on the thread, `ready` while it could continue but another task is on the thread.
	 */
	readonly kind: 'queued' | 'connecting' | 'waiting' | 'receiving' | 'running' | 'ready';
	/** Whether the task is no longer awaited: the strategy had its result, or its caller had ended. */
	readonly orphan: boolean;
};

/** One task over time. */
export type Lane = {
	readonly id: string;
	/** Without gaps, from the start of the run (for a call, from its creation) to now, or to when it settled. */
	readonly segments: readonly Segment[];
	/** When it settled, in ms from the start of the run. */
	readonly settledAt?: number;
	/**
	 * When it is planned to settle, in ms from the start of the run, while it is in flight. Undefined if its latency is
	 * unknown.
	 */
	readonly plannedEnd?: number;
};

/** Returns the lanes `first` … `first + count - 1`. Costs as much as the returned lanes. */
export function lanes(model: Model, first: number, count: number): readonly Lane[] {
	return model.lanes.slice(Math.max(0, first), Math.max(0, first + count)).map(task => laneOf(model, task));
}

/** The thread over time. */
export type ThreadLane = {
	/** The busy stretches, rounded to slots of `model.thread.occupancy`; then, to be drawn over them, the blocks. */
	readonly segments: readonly {readonly from: number; readonly to: number; readonly blocked: boolean}[];
	/** The share of the time since the start of the run in which the thread was busy, 0 to 1. */
	readonly utilization: number;
};

export function threadLane(model: Model): ThreadLane {
	const start = startOf(model);
	const until = now(model);
	const {occupancy, blocks, blocked, busy} = model.thread;
	const segments: {from: number; to: number; blocked: boolean}[] = [];
	const add = (from: number, to: number, blocked: boolean) => {
		if (to > start) segments.push({from: Math.max(0, from - start), to: to - start, blocked});
	};
	const {busyTime, width} = occupancy;
	// Thousands of slots: a loop without an iterator or a callback makes nothing for each.
	for (let slot = 0; slot < busyTime.length; slot++) {
		const ms = busyTime[slot] as number;
		if (ms <= 0) continue;
		const begin = slot * width;
		const last = segments.at(-1);
		// A stretch that fills its slot continues into the next.
		if (last && last.to + start >= begin) last.to = begin + ms - start;
		else add(begin, begin + ms, false);
	}
	const open = busy.at(-1);
	if (open && open.to === undefined) add(open.from, until, false);
	for (const block of blocks) add(block.from, block.to, true);
	if (blocked) add(blocked.since, until, true);
	return {segments, utilization: utilization(model)};
}

/**
 * Returns the share of the time since the start of the run in which the thread was busy, 0 to 1. After the end of the
 * run it is the measured share, as in the verdict.
 */
export function utilization(model: Model): number {
	if (model.end) return threadShares(model).thread;
	const elapsed = now(model) - startOf(model);
	return elapsed > 0 ? Math.min(1, model.thread.busyTime / elapsed) : 0;
}

const startOf = (model: Model): number => model.startedAt ?? 0;

/** Returns the lane of one task or call. */
export function laneOf(model: Model, task: Task): Lane {
	const start = startOf(model);
	const pieces: LanePiece[] = [];
	const queuedUntil = task.startedAt ?? task.endedAt ?? now(model);
	// The lane of a planned task starts with the run; the lane of a call starts when it is called.
	const queuedFrom = model.description.form === 'program' ? Math.max(start, task.createdAt) : start;
	if (model.startedAt !== undefined && queuedUntil > queuedFrom) {
		pieces.push({from: queuedFrom, to: queuedUntil, kind: 'queued'});
	}
	for (const span of condensed(task.spans, now(model))) {
		const to = span.to ?? now(model);
		if (span.state === 'running') {
			pieces.push({from: span.from, to, kind: 'running'});
			continue;
		}
		const taken = takenByOthers(model, task, dueAt(model, task, span), to);
		for (const piece of phasesOf(model, task, span, to)) {
			if (taken.length === 0) pieces.push(piece);
			else pieces.push(...cutOut(piece, taken));
		}
	}
	const alone = orphanSince(model, task);
	const latency = task.endedAt === undefined && !model.end ? task.plan?.latency : undefined;
	const plannedEnd =
		latency === undefined || task.startedAt === undefined ? undefined : task.startedAt - start + latency;
	return {
		id: task.id,
		segments:
			alone === undefined
				? pieces.map(piece => segment(piece, start))
				: pieces.flatMap(piece => splitAt(piece, alone, start)),
		...(task.endedAt !== undefined && {settledAt: task.endedAt - start}),
		...(plannedEnd !== undefined && {plannedEnd}),
	};
}

/** Splits a piece, with `ready` pieces where others were on the thread. */
export function cutOut(
	piece: LanePiece,
	taken: readonly {readonly from: number; readonly to: number}[],
): readonly LanePiece[] {
	const pieces: LanePiece[] = [];
	let rest = piece;
	for (const {from, to} of taken) {
		if (to <= rest.from || from >= rest.to) continue;
		const [begin, end] = [Math.max(from, rest.from), Math.min(to, rest.to)];
		if (begin > rest.from) pieces.push({...rest, to: begin});
		pieces.push({...rest, from: begin, to: end, kind: 'ready'});
		rest = {...rest, from: end};
	}
	return rest.to > rest.from || pieces.length === 0 ? [...pieces, rest] : pieces;
}

export type LanePiece = Pick<Segment, 'from' | 'to' | 'kind'> & Pick<Span, 'place' | 'waitsFor'>;

/** Converts a piece to the time since the start of the run. Splits it where the task was no longer awaited. */
function splitAt(piece: LanePiece, at: number, start: number): Segment | readonly Segment[] {
	if (piece.to <= at) return segment(piece, start);
	if (piece.from >= at) return segment(piece, start, true);
	return [segment({...piece, to: at}, start), segment({...piece, from: at}, start, true)];
}

function segment({from, to, kind}: LanePiece, start: number, orphan = false): Segment {
	return {from: from - start, to: to - start, kind, orphan};
}

/** More spans than any terminal has columns. */
const maxSpans = 1024;

/**
 * Reduces the spans of a task that was resumed, say, a hundred thousand times: groups of neighbors become one span with
 * the state that prevailed.
 */
function condensed(spans: Sequence<Span>, until: number): Sequence<Span> {
	if (spans.length <= maxSpans) return spans;
	const size = 2 ** Math.ceil(Math.log2(spans.length / maxSpans));
	const groups: Span[] = [];
	for (let first = 0; first < spans.length; first += size) {
		const last = Math.min(first + size, spans.length) - 1;
		let running = 0;
		let waiting: Span | undefined;
		for (let index = first; index <= last; index++) {
			const span = spans.at(index) as Span;
			if (span.state === 'running') running += (span.to ?? until) - span.from;
			else waiting ??= span;
		}
		const from = spans.at(first)?.from ?? 0;
		const to = spans.at(last)?.to ?? until;
		const mostly = waiting && running * 2 < to - from ? waiting : undefined;
		groups.push(mostly ? {...mostly, from, to} : {state: 'running', from, to});
	}
	return groups;
}

function phasesOf(model: Model, task: Task, span: Span, to: number): readonly LanePiece[] {
	const during = requestsDuring(model, task, span);
	if (during.length === 0) return [{from: span.from, to, kind: 'waiting'}];
	const cuts = during.flatMap(cutsOf);
	cuts.sort((a, b) => a.at - b.at);
	const pieces: LanePiece[] = [];
	let piece: LanePiece = {from: span.from, to, kind: 'waiting'};
	for (const {at, kind} of cuts) {
		if (at >= to) break;
		if (at > piece.from && kind !== piece.kind) pieces.push({...piece, to: at});
		piece = {from: kind === piece.kind ? piece.from : Math.max(at, piece.from), to, kind};
	}
	pieces.push(piece);
	return pieces;
}

function cutsOf({since}: Request): readonly {at: number; kind: Segment['kind']}[] {
	const cuts: {at: number; kind: Segment['kind']}[] = [];
	if (since.connecting !== undefined) cuts.push({at: since.connecting, kind: 'connecting'});
	if (since.waiting !== undefined) cuts.push({at: since.waiting, kind: 'waiting'});
	if (since.receiving !== undefined) cuts.push({at: since.receiving, kind: 'receiving'});
	const over = since.received ?? since.failed;
	if (over !== undefined) cuts.push({at: over, kind: 'waiting'});
	return cuts;
}
