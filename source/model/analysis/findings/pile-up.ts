import {brief, seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of waits, the least age of the oldest (ms), the least ratio of that age to the usual wait, and the
 * least number of earlier waits that show what is usual.
 */
const [minWaits, minAgeMs, minAgeRatio, minPastWaits] = [10, 5000, 10, 20];

/**
 * Finds lines where many wait for much longer than others did before. Leaves out their callers, which wait for them.
 */
export const pileUp: Rule = model => {
	const piles = [...waitsByLine(model)].flatMap(([line, waits]) => {
		const past = model.sites.lines.get(line);
		const oldest = waits.reduce((least, {since}) => Math.min(least, since), Number.POSITIVE_INFINITY);
		const age = model.at - oldest;
		if (waits.length < minWaits || age < minAgeMs || !past || past.waited.count < minPastWaits) return [];
		if (model.at - (past.leftAt ?? Number.NEGATIVE_INFINITY) < minAgeMs) return [];
		return age < minAgeRatio * past.waited.quantile(0.99) ? [] : [{line, waits, oldest, age, past}];
	});
	const piled = new Set(piles.flatMap(({waits}) => waits.map(({task}) => task.id)));
	const isCaller = ({task: {waitsFor: on}}: Wait) => on?.kind === 'task' && piled.has(on.task);
	return piles
		.filter(({waits}) => !waits.every(isCaller))
		.map(({line, waits, oldest, age, past}) => {
			const place = waits[0]?.task.place;
			const usual = brief(past.waited.quantile(0.5));
			return found({
				rule: 'pile-up',
				severity: 'warning',
				proof: 'suspected',
				at: oldest,
				...(place && {place}),
				tasks: waits.map(({task}) => task),
				text: `${waits.length} wait at ${line}, the oldest for ${seconds(age)}; usually ${usual}.`,
			});
		});
};

type Wait = {readonly task: Task; readonly since: number};

function waitsByLine(model: Model): ReadonlyMap<string, readonly Wait[]> {
	const lines = new Map<string, Wait[]>();
	for (const task of tasksOf(model)) {
		if (!task.waitsFor) continue;
		const {waitsFor: on, place, from, to} = task.spans.at(-1) ?? {};
		// A timer lasts as long as it was set to.
		if (!on || !place || from === undefined || to !== undefined || on.kind === 'timer' || on.kind === 'yield') continue;
		const key = lineOf(place);
		const known = lines.get(key);
		if (known) known.push({task, since: from});
		else lines.set(key, [{task, since: from}]);
	}
	return lines;
}
