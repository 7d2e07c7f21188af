import {duration} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {inFlightHistory} from '../../model/projections/in-flight-history.ts';
import {taskTimes} from '../../model/projections/task-times.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fitText, span} from '../line.ts';
import {emphasizeNumbers} from './emphasize-numbers.ts';

/** A row of a card: its label, and the line after it. */
export type LabeledLine = readonly [label: string, line: Line];

/** The most columns of a bar in a card. */
export const maxBar = 40;

/**
 * Draws how many planned tasks were in flight over the time of the run, as a bar of `bar` columns, and how long the
 * tasks took if there are many. Empty for a program, whose lanes show more.
 */
export function flightRows(model: Model, bar: number, glyphs: Glyphs): readonly LabeledLine[] {
	const {peak, makespan} = model.totals;
	const history = model.description.form === 'tasks' ? inFlightHistory(model, makespan, bar) : undefined;
	const times = taskTimes(model);
	const levels = (history ?? []).map(count => level(count, peak, stackedLevels(glyphs))).join('');
	return [
		...(history
			? [['In flight', [span('wait', fitText(levels, bar, ' ')), span('text', `  peak ${thousands(peak)}`)]] as const]
			: []),
		...(times
			? [
					[
						'Took',
						emphasizeNumbers(`median ${duration(times.median)}, 90% of tasks at most ${duration(times.p90)}`),
					] as const,
				]
			: []),
	];
}

/** Returns the levels of a chart below another row. A whole block would touch that row. */
export const stackedLevels = ({levels}: Glyphs): readonly string[] => levels.slice(0, -1);

/** Returns one of the signs, which go from few to all. A count of 0 is a blank. */
function level(count: number, max: number, signs: readonly string[]): string {
	return count === 0 ? ' ' : (signs[Math.ceil((count / Math.max(1, max)) * signs.length) - 1] ?? ' ');
}
