import {plural} from '../../../text/plural.ts';
import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Span} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of resumptions without a turn of the loop; the least time they took, and by which a timer was late,
 * in ms.
 */
const [minTurns, minStarvedMs] = [1000, 250];

/** Finds JavaScript calls that continue from microtask to microtask, so that no timer and no I/O runs in between. */
export const starved: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	return tasksOf(model).flatMap(task => {
		if (task.turns < minTurns || task.cycled < minStarvedMs) return [];
		const span = task.spans.filter(isYield).reduce<Span | undefined>(longer, undefined);
		const to = span && (span.to ?? model.at);
		if (!span || to === undefined || lateness(model, span.from, to) < minStarvedMs) return [];
		const place = span.place ?? task.place;
		return [
			found({
				rule: 'starved',
				severity: 'error',
				proof: 'proved',
				at: span.from,
				...(place && {place}),
				tasks: [task],
				text: `${task.name} continued ${plural(task.turns, 'time')} from microtask to microtask at ${lineOf(place)}; timers and I/O waited ${seconds(lateness(model, span.from, to))}.`,
			}),
		];
	});
};

const isYield = ({waitsFor}: Span) => waitsFor?.kind === 'yield';

function longer(one: Span | undefined, other: Span): Span {
	const length = ({from, to = Number.POSITIVE_INFINITY}: Span) => to - from;
	return one && length(one) >= length(other) ? one : other;
}

/** Returns the greatest lag of a timer that was due in an interval, in ms. */
function lateness({thread: {lags, beats}}: Model, from: number, to: number): number {
	return beats.reduce((most, at, index) => {
		const lag = lags[index] ?? 0;
		return at >= from && at - lag <= to ? Math.max(most, lag) : most;
	}, 0);
}
