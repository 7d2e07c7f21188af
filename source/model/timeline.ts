import type {Model, Request, Span, Task} from './model.ts';
import {dueAt, heldFromOthers, now, requestsDuring} from './moment.ts';

/**
 * The time axis, in ms from the run's start: 0 to the sum of latencies, the same for every strategy; longer if the run is.
 * The sum is the planned one where all latencies are planned, so that the axis stands still.
 */
export function axis(model: Model): number {
	let planned = 0;
	for (const {latency} of model.description.tasks) planned += latency ?? Number.NaN;
	const last = model.settled.at(-1)?.endedAt;
	const reach = model.totals.stopped && last !== undefined ? last - startOf(model) : model.totals.makespan;
	return Math.max(Number.isNaN(planned) ? model.totals.sum : planned, model.totals.makespan, reach);
}

export type Segment = {
	/** ms from the run's start. */
	readonly from: number;
	readonly to: number;
	/**
	 * `queued` before its start; then what it does: a request's phase where it waits for one, `waiting` for anything else,
	 * `running` while its code is on the thread, `ready` while it could go on but the thread is held by another.
	 */
	readonly kind: 'queued' | 'connecting' | 'waiting' | 'receiving' | 'running' | 'ready';
	/** After the strategy had its result. */
	readonly orphan: boolean;
};

/** One task over time. */
export type Lane = {
	readonly id: string;
	/** Without gaps from the run's start to now, or to when it settled. */
	readonly segments: readonly Segment[];
	/** When it settled, ms from the run's start. */
	readonly settledAt?: number;
};

/** The lanes of the planned tasks `first` … `first + count - 1`. Costs as much as the lanes asked for. */
export function lanes(model: Model, first: number, count: number): readonly Lane[] {
	return model.planned.slice(Math.max(0, first), Math.max(0, first + count)).map(task => lane(model, task));
}

/** The thread over time. */
export type ThreadLane = {
	/** Stretches it was held, to the nearest slot of `model.thread.occupancy`, and then, over them, those that were blocks. */
	readonly segments: readonly {readonly from: number; readonly to: number; readonly blocked: boolean}[];
	/** Share of the time since the run's start that the thread was held, 0 to 1. */
	readonly utilisation: number;
};

export function threadLane(model: Model): ThreadLane {
	const start = startOf(model);
	const until = now(model);
	const {occupancy, blocks, blocked, held, busy} = model.thread;
	const segments: {from: number; to: number; blocked: boolean}[] = [];
	const add = (from: number, to: number, blocked: boolean) => {
		if (to > start) segments.push({from: Math.max(0, from - start), to: to - start, blocked});
	};
	for (const [slot, ms] of occupancy.held.entries()) {
		if (ms <= 0) continue;
		const begin = slot * occupancy.width;
		const last = segments.at(-1);
		// A stretch that fills its slot goes on into the next.
		if (last && last.to + start >= begin) last.to = begin + ms - start;
		else add(begin, begin + ms, false);
	}
	const open = busy.at(-1);
	if (open && open.to === undefined) add(open.from, until, false);
	for (const block of blocks) add(block.from, block.to, true);
	if (blocked) add(blocked.since, until, true);
	const elapsed = until - start;
	return {segments, utilisation: elapsed > 0 ? Math.min(1, held / elapsed) : 0};
}

const startOf = (model: Model): number => model.startedAt ?? 0;

function lane(model: Model, task: Task): Lane {
	const start = startOf(model);
	const pieces: Piece[] = [];
	const queuedUntil = task.startedAt ?? task.endedAt ?? now(model);
	if (model.startedAt !== undefined && queuedUntil > start) pieces.push({from: start, to: queuedUntil, kind: 'queued'});
	for (const span of task.spans) {
		const held =
			span.state === 'waiting' ? heldFromOthers(model, task, dueAt(model, task, span), span.to ?? now(model)) : [];
		for (const piece of phasesOf(model, task, span)) pieces.push(...cutOut(piece, held));
	}
	const result = task.orphan ? model.result?.at : undefined;
	return {
		id: task.id,
		segments: pieces
			.flatMap(piece => splitAt(piece, result))
			.map(({from, to, kind, orphan}) => ({from: from - start, to: to - start, kind, orphan})),
		...(task.endedAt !== undefined && {settledAt: task.endedAt - start}),
	};
}

/** The piece with `ready` where the thread was held from it. */
function cutOut(piece: Piece, held: readonly {readonly from: number; readonly to: number}[]): readonly Piece[] {
	const pieces: Piece[] = [];
	let rest = piece;
	for (const {from, to} of held) {
		if (to <= rest.from || from >= rest.to) continue;
		const [begin, end] = [Math.max(from, rest.from), Math.min(to, rest.to)];
		if (begin > rest.from) pieces.push({...rest, to: begin});
		pieces.push({from: begin, to: end, kind: 'ready'});
		rest = {...rest, from: end};
	}
	return rest.to > rest.from || pieces.length === 0 ? [...pieces, rest] : pieces;
}

type Piece = Pick<Segment, 'from' | 'to' | 'kind'>;

function splitAt(piece: Piece, at: number | undefined): readonly (Piece & {orphan: boolean})[] {
	if (at === undefined || piece.to <= at) return [{...piece, orphan: false}];
	if (piece.from >= at) return [{...piece, orphan: true}];
	return [
		{...piece, to: at, orphan: false},
		{...piece, from: at, orphan: true},
	];
}

function phasesOf(model: Model, task: Task, span: Span): readonly Piece[] {
	const to = span.to ?? now(model);
	if (span.state === 'running') return [{from: span.from, to, kind: 'running'}];
	const cuts = requestsDuring(model, task, span).flatMap(cutsOf);
	cuts.sort((a, b) => a.at - b.at);
	const pieces: Piece[] = [];
	let piece: Piece = {from: span.from, to, kind: 'waiting'};
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
