import {percent} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {ThreadShares} from '../projections/thread-use.ts';
import {threadShares} from '../projections/thread-use.ts';
import type {LaneShare} from '../projections/time-shares.ts';
import {offLoop} from '../queries.ts';
import {keptWaiting, longestBlock} from './blocks.ts';
import type {CouldOverlap} from './could-overlap.ts';
import {couldOverlap} from './could-overlap.ts';
import type {Forecast} from './forecast.ts';
import {forecast} from './forecast.ts';
import type {ThreadHolder} from './thread-holders.ts';
import {threadHolders} from './thread-holders.ts';
import type {Evidence, VerdictKind, VerdictRole} from './verdict-table.ts';
import {aboutTheEnd, totalOf, verdictTable} from './verdict-table.ts';

/** What a run that is over shows about where its time went. */
export type Verdict = {
	readonly kind: VerdictKind;
	readonly role: VerdictRole;
	/** One sentence, with what came before it and the exit code where they are worth it. */
	readonly text: string;
	/** What to do about it; absent where there is nothing to do. */
	readonly next?: string;
	/** Share of the time after the start-up during which the thread was used, 0 to 1. */
	readonly thread: number;
	/** How exact that is. */
	readonly threadIs: ThreadShares['is'];
	/** Who blocked the thread for 20 ms and more, the longest first. */
	readonly holders: readonly ThreadHolder[];
	readonly forecast?: Forecast;
	/** Of programs. */
	readonly couldOverlap: readonly CouldOverlap[];
};

/** The runs of the same work that it can be seen beside. */
export type Others = {readonly previous?: Model | undefined; readonly sequential?: Model | undefined};

/** Judges a run by the table. Undefined while it lasts. */
export function verdict(model: Model, others: Others = {}): Verdict | undefined {
	if (!model.end) return undefined;
	const evidence = evidenceOf(model, others);
	const row = verdictTable.find(({when}) => when(evidence));
	if (!row) return undefined;
	const {kind, role} = row;
	const next = 'next' in row ? row.next(evidence) : undefined;
	return {
		kind,
		role,
		text: `${afterStartUp(evidence, kind, row.say(evidence))}${exitCode(evidence, kind)}`,
		...(next !== undefined && {next}),
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
		kept: block ? keptWaiting(model, block).length : 0,
		couldOverlap: couldOverlap(model),
		forecast: forecast(model, others),
	};
}

/** `After 0.30 s of start-up: one wait, of 0.60 s …`, where the start-up was long. */
function afterStartUp({model, total}: Evidence, kind: VerdictKind, sentence: string): string {
	const {startUp} = model.totals;
	if (kind === 'start-up' || kind === 'nothing' || aboutTheEnd.has(kind) || startUp < Math.max(100, 0.1 * total))
		return sentence;
	return `After ${(startUp / 1000).toFixed(2)} s of start-up: ${sentence.replace(ownBeginnings, begin => begin.toLowerCase())}`;
}

/** A sentence that begins otherwise begins with a figure, or with a name of the program, whose capital is its own. */
const ownBeginnings =
	/^(?:Observing took|Over in|At least|At most|About half|One wait|Code outside|Waits|It uses)(?=[ ,])/;

/** ` Exit code 3.`, where it is another than 0: a program may well end with one. */
function exitCode({model: {end, exit}}: Evidence, kind: VerdictKind): string {
	const code = end?.exitCode ?? exit?.code ?? 0;
	return code === 0 || aboutTheEnd.has(kind) ? '' : ` Exit code ${code}.`;
}

/** ` by settings at dashboard.js:12`. */
export function formatHolder({name, inside, place}: ThreadHolder): string {
	const who = inside ?? name;
	if (who === undefined && !place) return ' by code outside any async function';
	return `${who === undefined ? '' : ` by ${who}`}${place ? ` at ${place.file}:${place.line}` : ''}`;
}

/** What the time of a lane means: `87% waiting: overlaps`. */
export function formatShare({task, lifetime, onThread, readyButBlocked, waited, overlapped}: LaneShare): string {
	if (task.kind === 'thread') return `in its own ${offLoop(task)}: the loop is free`;
	if (lifetime < least) return 'almost no time';
	if (readyButBlocked >= minShareReported * lifetime && readyButBlocked > onThread)
		return `ready for ${percent(readyButBlocked / lifetime)}: others had the thread`;
	if (onThread >= mostly * lifetime) return `${percent(onThread / lifetime)} on the thread`;
	const waits = `${percent(waited / lifetime)} waiting`;
	return overlapped ? `${waits}: overlaps` : waits;
}

/** From this share on it is the thread that a lane's time goes to. */
const mostly = 0.5;

/** From this share on others kept a lane from the thread. */
const minShareReported = 0.1;

/** Less, in ms, is none. */
const least = 0.5;
