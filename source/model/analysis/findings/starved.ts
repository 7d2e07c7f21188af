import {thousands} from '../../../text/thousands.ts';
import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Span, TurnSeries} from '../../task.ts';
import {undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of resumptions without a turn of the loop, and the least time, in ms, by which these made a timer
 * late.
 */
const [minTurns, minLateMs] = [1000, 250];

/** The same where observing the calls, or other processes, may have taken most of that time. */
const [minObservedTurns, minObservedLateMs] = [2000, 1000];

/** How long, in ms, a series that has not ended has to last. */
const minLastingMs = 3000;

/** Finds JavaScript calls that continue from microtask to microtask, so that no timer and no I/O runs in between. */
export const starved: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	return model.suspects.starving().flatMap(task => {
		const {longestSeries: series} = task;
		const how = series && judge(model, series);
		if (!series || !how) return [];
		const span = task.spans.filter(isYield).reduce<Span | undefined>(longer, undefined);
		const place = span?.place ?? task.place;
		const {severity, proof, late, has, why} = how;
		return [
			found({
				rule: 'starved',
				severity,
				proof,
				at: series.from,
				...(place && {place}),
				tasks: [task],
				text: `${task.name} ${has}continued ${thousands(series.turns)} times from microtask to microtask at ${lineOf(place)}; timers and I/O ${has && 'have '}waited ${seconds(late)} for it${why}.`,
			}),
		];
	});
};

type Judgement = Pick<Finding, 'severity' | 'proof'> & {
	readonly late: number;
	readonly has: 'has ' | '';
	readonly why: string;
};

/** Judges a series of turns. Undefined if it made no timer late, as far as is known. */
function judge(model: Model, {from, to, turns}: TurnSeries): Judgement | undefined {
	if (turns < minTurns) return undefined;
	const {lags, ownLags} = model.thread;
	const own = lateness(model, ownLags, from, to);
	if (own >= minLateMs) return {severity: 'error', proof: 'proved', late: own, has: '', why: ''};
	const at = undisturbedUntil(model);
	const lasting = at - Math.max(from, model.thread.beats.at(-1) ?? from);
	if (lasting >= minLastingMs && at - to < minLateMs)
		return {severity: 'error', proof: 'suspected', late: lasting, has: 'has ', why: ''};
	const late = lateness(model, lags, from, to);
	if (turns < minObservedTurns || late < minObservedLateMs) return undefined;
	const why = ', most of it because the calls are observed or other processes ran';
	return {severity: 'info', proof: 'suspected', late, has: '', why};
}

const isYield = ({waitsFor}: Span) => waitsFor?.kind === 'yield';

function longer(one: Span | undefined, other: Span): Span {
	const length = ({from, to = Number.POSITIVE_INFINITY}: Span) => to - from;
	return one && length(one) >= length(other) ? one : other;
}

/** Returns the greatest of these lags of timers that were due in an interval, in ms. */
function lateness({thread: {lags, beats}}: Model, known: readonly number[], from: number, to: number): number {
	return beats.reduce((most, at, index) => {
		const lag = lags[index] ?? 0;
		return at >= from && at - lag <= to ? Math.max(most, known[index] ?? 0) : most;
	}, 0);
}
