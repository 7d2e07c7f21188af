import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Span} from '../../task.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of resumptions without a turn of the loop, and the least time, in ms, by which these made a timer
 * late.
 */
const [minTurns, minLateMs] = [1000, 250];

/** Finds JavaScript calls that continue from microtask to microtask, so that no timer and no I/O runs in between. */
export const starved: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	return model.suspects.starving().flatMap(task => {
		const {longestSeries: series} = task;
		if (!series || series.turns < minTurns) return [];
		const late = lateness(model, series.from, series.to);
		if (late < minLateMs) return [];
		const span = task.spans.filter(isYield).reduce<Span | undefined>(longer, undefined);
		const place = span?.place ?? task.place;
		return [
			found({
				rule: 'starved',
				severity: 'error',
				proof: 'proved',
				at: series.from,
				...(place && {place}),
				tasks: [task],
				text: `${task.name} continued ${series.turns.toLocaleString('en-US')} times from microtask to microtask at ${lineOf(place)}; timers and I/O waited ${seconds(late)} for it.`,
			}),
		];
	});
};

const isYield = ({waitsFor}: Span) => waitsFor?.kind === 'yield';

function longer(one: Span | undefined, other: Span): Span {
	const length = ({from, to = Number.POSITIVE_INFINITY}: Span) => to - from;
	return one && length(one) >= length(other) ? one : other;
}

/** Returns the greatest lag of a timer that was due in an interval, in ms, as far as the program itself caused it. */
function lateness({thread: {lags, ownLags, beats}}: Model, from: number, to: number): number {
	return beats.reduce((most, at, index) => {
		const lag = lags[index] ?? 0;
		return at >= from && at - lag <= to ? Math.max(most, ownLags[index] ?? 0) : most;
	}, 0);
}
