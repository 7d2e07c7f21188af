import {duration, seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {isAboutEqual, nounOf, offLoop} from '../narration/wording.ts';
import type {LaneShare} from '../projections/time-shares.ts';
import {threadShare} from '../projections/time-shares.ts';
import type {Forecast} from './forecast.ts';
import {forecast} from './forecast.ts';
import type {SequentialWaits} from './sequential-waits.ts';
import {sequentialWaits} from './sequential-waits.ts';
import type {ThreadHolder} from './thread-holders.ts';
import {threadHolders} from './thread-holders.ts';

/** What a run that is over says about itself: what concurrency buys, what holds the loop, what limits it. */
export type Verdict = {
	/** One line in all. `wait`: waiting is what it is about; `run`: the thread is; `done`: nothing is left to win. */
	readonly role: 'wait' | 'run' | 'done' | 'fail' | 'muted';
	readonly text: string;
	/** Share of the total during which the thread was held, 0 to 1. In the rest all were waiting. */
	readonly thread: number;
	/** Who held the thread for 20 ms and more, the longest first. */
	readonly holders: readonly ThreadHolder[];
	readonly forecast?: Forecast;
	/** Of programs. */
	readonly sequentialWaits: readonly SequentialWaits[];
};

/** The runs of the same work that it can be seen beside. */
export type Others = {readonly previous?: Model | undefined; readonly sequential?: Model | undefined};

/** Undefined while a run lasts, and of one that never began. */
export function verdict(model: Model, others: Others = {}): Verdict | undefined {
	if (!model.end || model.startedAt === undefined) return undefined;
	const parts = {
		thread: threadShare(model),
		holders: threadHolders(model),
		sequentialWaits: sequentialWaits(model),
	};
	const expected = forecast(model, others);
	const known = expected ? {...parts, forecast: expected} : parts;
	return {...known, ...summarizeVerdict(model, known)};
}

type Known = Omit<Verdict, 'role' | 'text'>;
type Sentence = Pick<Verdict, 'role' | 'text'>;

/** From this share on it is the thread that the time goes to. */
const mostly = 0.5;

/** A stretch on the thread that keeps others from it is worth the first word from this share of the total on. */
const minShareReported = 0.1;

/** In a run that is over in less, ms, what a runtime does for itself counts for as much as what the program does. */
const minTotalMs = 50;

function summarizeVerdict(model: Model, known: Known): Sentence {
	const {makespan, settled} = model.totals;
	const {outcome} = model.end ?? {};
	if (outcome !== 'ok' && outcome !== 'failed') {
		return {role: 'muted', text: 'The run did not finish, so its total is unknown.'};
	}
	if (settled === 0) return {role: 'muted', text: `No ${nounOf(model)} to wait for.`};
	if (makespan < minTotalMs)
		return {role: 'muted', text: `${duration(makespan)} in total: too short to say where the time went.`};
	if (known.thread >= mostly) return {role: 'run', text: onTheThread(model, known.thread)};
	const waits = `${percent(1 - known.thread)} waiting`;
	const [holder] = known.holders;
	if (holder && holder.total >= minShareReported * makespan) {
		return {
			role: 'fail',
			text: `${waits}, but the loop was blocked for ${duration(holder.total)}${formatHolder(holder)}.`,
		};
	}
	if (outcome === 'failed') return {role: 'wait', text: `${waits} until it failed.`};
	return model.description.form === 'program' ? ofProgram(model, known, waits) : ofTasks(model, known, waits);
}

function onTheThread({description}: Model, share: number): string {
	const instead =
		description.language === 'python'
			? 'If it blocks, use a thread; if it computes, use a process.'
			: 'If it blocks, use the async API; if it computes, use a worker.';
	return `${percent(share)} on the thread: more async will not help. ${instead}`;
}

/** ` by settings at dashboard.js:12`. */
export function formatHolder({name, inside, place}: ThreadHolder): string {
	const who = inside ?? name;
	if (who === undefined && !place) return ' by code outside any task';
	return `${who === undefined ? '' : ` by ${who}`}${place ? ` at ${place.file}:${place.line}` : ''}`;
}

function ofProgram(model: Model, {sequentialWaits: [first]}: Known, waits: string): Sentence {
	const {sum, makespan, peak, settled} = model.totals;
	if (first) return {role: 'wait', text: `${waits}. ${formatSequentialWaits(first)}`};
	if (peak > 1 && sum > 1.05 * makespan) {
		return {role: 'done', text: `${waits}: ${seconds(sum)} of calls overlapped in ${seconds(makespan)}.`};
	}
	if (settled === 1) return {role: 'done', text: `${waits}: one call has nothing to overlap with.`};
	return {role: 'wait', text: peak > 1 ? `${waits}.` : `${waits}, one call after another.`};
}

/** `These 3 waits do not use each other's results: 2.10 s → 0.90 s if started together (forecast).` */
export function formatSequentialWaits({calls, took, forecast: together}: SequentialWaits): string {
	return `These ${calls.length} waits do not use each other's results. Started together: ${duration(took)} → ${duration(together)} (forecast).`;
}

function ofTasks(model: Model, {forecast: expected}: Known, waits: string): Sentence {
	const {sum, makespan, longest, queued} = model.totals;
	const {strategy, limit} = model.description;
	const {length} = model.lanes;
	if (length === 1) return {role: 'done', text: `${waits}: one task has nothing to overlap with.`};
	if (strategy.total === 'result') return {role: 'done', text: `${waits}: first result after ${seconds(makespan)}.`};
	if (strategy.name === 'sequential') {
		const together =
			expected && expected.makespan < makespan ? ` Started together: ${seconds(expected.makespan)} (forecast).` : '';
		return {role: 'wait', text: `${waits}, one after another: ${seconds(makespan)}.${together}`};
	}
	if (expected?.differs === 'slower') return {role: 'wait', text: `${waits}. ${outside(expected)}`};
	if (isAboutEqual(makespan, longest)) {
		return {
			role: 'done',
			text: `${waits}, so it overlaps: ${seconds(sum)} of waiting in ${seconds(makespan)}, the longest task.`,
		};
	}
	if (limit !== undefined && limit < length && queued === 0) {
		return {
			role: 'wait',
			text: `${waits}, so it overlaps, ${limit} at a time. The limit turns ${seconds(longest)} into ${seconds(makespan)}.`,
		};
	}
	return {role: 'wait', text: `${waits}, so it overlaps: ${seconds(sum)} of waiting in ${seconds(makespan)}.`};
}

/** What a measured run that took longer than forecast means. */
function outside({makespan, measured = makespan}: Forecast): string {
	const times = `${seconds(measured)} measured, ${seconds(makespan)} forecast`;
	return `${times}: something outside the loop limits it.`;
}

/** What the time of a lane means: `waits 87 %: overlaps`. */
export function formatShare({task, lifetime, onThread, readyButBlocked, waited, overlapped}: LaneShare): string {
	if (task.kind === 'thread') return `in its own ${offLoop(task)}: the loop is free`;
	if (lifetime < least) return 'almost no time';
	if (readyButBlocked >= minShareReported * lifetime && readyButBlocked > onThread)
		return `ready for ${percent(readyButBlocked / lifetime)}: others had the thread`;
	if (onThread >= mostly * lifetime) return `${percent(onThread / lifetime)} on the thread: does not overlap`;
	const waits = `${percent(waited / lifetime)} waiting`;
	return overlapped === undefined ? waits : `${waits}: ${overlapped ? 'overlaps' : 'could overlap'}`;
}

/** Less, in ms, is none. */
const least = 0.5;

/** `87 %`; never 100 where something is left, nor 0 where there is something. */
export function percent(share: number): string {
	const rounded = Math.round(share * 100);
	if (rounded === 100 && share < 0.999_5) return '99%';
	return rounded === 0 && share > 0.000_5 ? '1%' : `${rounded}%`;
}
