import type {Model, Request, Span, Task} from './model.ts';
import {now, requestsDuring} from './moment.ts';

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

/** The thread over time: stretches it was held, and whether each was a block. */
export type ThreadLane = {
	readonly segments: readonly {readonly from: number; readonly to: number; readonly blocked: boolean}[];
	/** Share of the time since the run's start that the thread was held, 0 to 1. */
	readonly utilisation: number;
};

export function threadLane(model: Model): ThreadLane {
	const start = startOf(model);
	const until = now(model);
	const {busy, blocks, blocked, held} = model.thread;
	const segments = busy.map(({from, to = until}) => ({from: from - start, to: to - start, blocked: false}));
	const long = blocks.map(({from, to}) => ({from: from - start, to: to - start, blocked: true}));
	if (blocked) long.push({from: blocked.since - start, to: until - start, blocked: true});
	const elapsed = until - start;
	return {segments: [...segments, ...long], utilisation: elapsed > 0 ? Math.min(1, held / elapsed) : 0};
}

const startOf = (model: Model): number => model.startedAt ?? 0;

function lane(model: Model, task: Task): Lane {
	const start = startOf(model);
	const pieces: Piece[] = [];
	const queuedUntil = task.startedAt ?? task.endedAt ?? now(model);
	if (model.startedAt !== undefined && queuedUntil > start) pieces.push({from: start, to: queuedUntil, kind: 'queued'});
	for (const span of task.spans) pieces.push(...phasesOf(model, task, span));
	const result = task.orphan ? model.result?.at : undefined;
	return {
		id: task.id,
		segments: pieces
			.flatMap(piece => splitAt(piece, result))
			.map(({from, to, kind, orphan}) => ({from: from - start, to: to - start, kind, orphan})),
		...(task.endedAt !== undefined && {settledAt: task.endedAt - start}),
	};
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
