import {percent} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {ThreadShares} from '../projections/thread-use.ts';
import {threadShares} from '../projections/thread-use.ts';
import type {LaneShare} from '../projections/time-shares.ts';
import {offLoop} from '../queries.ts';
import {delayedBy, longestBlock} from './blocks.ts';
import type {CouldOverlap} from './could-overlap.ts';
import {couldOverlap} from './could-overlap.ts';
import type {Evidence} from './evidence.ts';
import {totalOf} from './evidence.ts';
import type {Forecast} from './forecast.ts';
import {forecast} from './forecast.ts';
import type {ThreadHolder} from './thread-holders.ts';
import {threadHolders} from './thread-holders.ts';
import type {VerdictKind, VerdictRole} from './verdict-table.ts';
import {endVerdicts, verdictTable} from './verdict-table.ts';

/** What an ended run shows about where its time went. */
export type Verdict = {
	readonly kind: VerdictKind;
	readonly role: VerdictRole;
	/** One sentence, with the start-up before it and the exit code after it if they matter. */
	readonly text: string;
	/** What to do about it; absent if there is nothing to do. */
	readonly next?: string;
	/** What a key shows about it, starting with the key: `Enter shows who waits for whom.` */
	readonly key?: string;
	/** What another run does about it, starting with its key: `2 starts them together.` */
	readonly rerun?: string;
	/** The share of the time after the start-up in which the thread was used, 0 to 1. */
	readonly thread: number;
	/** The precision of `thread`. */
	readonly threadIs: ThreadShares['is'];
	/** What blocked the thread for 20 ms or more, the longest first. */
	readonly holders: readonly ThreadHolder[];
	readonly forecast?: Forecast;
	/** Programs only. */
	readonly couldOverlap: readonly CouldOverlap[];
};

/** The runs of the same work that it may be compared with. */
export type Others = {readonly previous?: Model | undefined; readonly sequential?: Model | undefined};

/** Judges a run by the table of verdicts. Undefined until the run ends. */
export function verdict(model: Model, others: Others = {}): Verdict | undefined {
	if (!model.end) return undefined;
	const evidence = evidenceOf(model, others);
	const row = verdictTable.find(({when}) => when(evidence));
	if (!row) return undefined;
	const {kind, role} = row;
	const next = 'next' in row ? row.next(evidence) : undefined;
	const key = 'key' in row ? row.key() : undefined;
	const rerun = 'rerun' in row ? row.rerun(evidence) : undefined;
	return {
		kind,
		role,
		text: `${afterStartUp(evidence, kind, row.format(evidence))}${exitCode(evidence, kind)}`,
		...(next !== undefined && {next}),
		...(key !== undefined && {key}),
		...(rerun !== undefined && {rerun}),
		thread: evidence.thread,
		threadIs: evidence.is,
		holders: threadHolders(model),
		...(evidence.forecast && {forecast: evidence.forecast}),
		couldOverlap: evidence.couldOverlap,
	};
}

function evidenceOf(model: Model, others: Others): Evidence {
	const total = totalOf(model);
	const block = longestBlock(model);
	return {
		model,
		total,
		after: Math.max(0, total - model.totals.startUp),
		...threadShares(model),
		block,
		delayed: block ? delayedBy(model, block).length : 0,
		couldOverlap: couldOverlap(model),
		forecast: forecast(model, others),
	};
}

/** Adds the start-up to a verdict if it was long: `After 0.30 s of start-up: one wait, of 0.60 s …`. */
function afterStartUp({model, total}: Evidence, kind: VerdictKind, sentence: string): string {
	const {startUp} = model.totals;
	const isAll = startUp >= total;
	if (kind === 'start-up' || isAll || endVerdicts.has(kind) || startUp < Math.max(100, 0.1 * total)) return sentence;
	return `After ${(startUp / 1000).toFixed(2)} s of start-up: ${sentence.replace(ownOpenings, begin => begin.toLowerCase())}`;
}

/**
 * Only these openings are put in lower case. All others are figures, or names of the program, whose capitals must stay.
 */
const ownOpenings =
	/^(?:Observing took|Ended after|At least|At most|About half|One wait|Code outside|Waits|It uses)(?=[ ,])/;

/** Formats an exit code other than 0: ` Exit code 3.` A program may exit with one on purpose. */
function exitCode({model: {end, exit}}: Evidence, kind: VerdictKind): string {
	const code = end?.exitCode ?? exit?.code ?? 0;
	return code === 0 || endVerdicts.has(kind) ? '' : ` Exit code ${code}.`;
}

/** Formats what blocked the thread: ` by settings at dashboard.js:12`. */
export function formatHolder({name, inside, place}: ThreadHolder): string {
	const who = inside ?? name;
	if (who === undefined && !place) return ' by code outside any async function';
	return `${who === undefined ? '' : ` by ${who}`}${place ? ` at ${place.file}:${place.line}` : ''}`;
}

/** Formats how the time of a lane was used: `87% waiting: overlaps`. */
export function formatShare({task, lifetime, onThread, readyButBlocked, waited, overlapped}: LaneShare): string {
	if (task.kind === 'thread') return `in its own ${offLoop(task)}: the loop is free`;
	if (lifetime < minTimeMs) return 'almost no time';
	if (readyButBlocked >= minShareReported * lifetime && readyButBlocked > onThread)
		return `ready for ${percent(readyButBlocked / lifetime)}: others had the thread`;
	if (onThread >= minThreadShare * lifetime) return `${percent(onThread / lifetime)} on the thread`;
	const waits = `${percent(waited / lifetime)} waiting`;
	return overlapped ? `${waits}: overlaps` : waits;
}

/** From this share on, a lane counts as being on the thread. */
const minThreadShare = 0.5;

/** From this share on, a lane counts as delayed by others on the thread. */
const minShareReported = 0.1;

/** Less time than this, in ms, counts as none. */
const minTimeMs = 0.5;
