import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import type {Model, ReactionsEvent} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The greatest share of the reactions that calls may wait for, and the least time in which the reactions double, in ms.
 */
const [maxAwaitedShare, minDoublingMs] = [0.1, 50];

/**
 * Finds JavaScript promises to which reactions are added again and again, while nothing settles them and few calls
 * wait.
 */
export const reactionsPileUp: Rule = model =>
	[...byPromise(model)].flatMap(reports => {
		const last = reports.at(-1);
		const before = reports.findLast(({count}) => last && count < last.count);
		if (!last || !before || last.at - before.at < minDoublingMs || last.waiting > maxAwaitedShare * last.count)
			return [];
		const {madeAt, place, count, waiting} = last;
		const where = madeAt ? `, made at ${lineOf(madeAt)}` : '';
		const who = waiting === 0 ? '' : `, and ${plural(waiting, 'call')} waited`;
		return [
			found({
				rule: 'reactions-pile-up',
				severity: 'warning',
				proof: 'suspected',
				at: before.at,
				...((place ?? madeAt) && {place: place ?? madeAt}),
				tasks: [],
				text: `${thousands(count)} reactions hung on one pending promise${where}: ${lineOf(place)} added one each time${who}.`,
			}),
		];
	});

/**
 * Groups the reports by promise. Promises that are made and used at the same lines are distinguished by their counts,
 * which only grow for one promise.
 */
function byPromise({reactions}: Model): Iterable<readonly ReactionsEvent[]> {
	const known = new Map<string, ReactionsEvent[]>();
	for (const report of reactions) {
		const key = `${lineOf(report.madeAt)} ${lineOf(report.place)}`;
		const before = known.get(key);
		if (before && (before.at(-1)?.count ?? 0) < report.count) before.push(report);
		else known.set(key, [report]);
	}
	return known.values();
}
