import {plural} from '../../../text/plural.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {Finding} from '../findings/finding.ts';
import {formatFinding} from '../findings/finding.ts';
import {lineOf} from '../findings/places.ts';
import type {CheckResult, JudgedRun} from './demand.ts';
import {findingsIn} from './judge.ts';

/** The most pairs and findings that a result names. */
const maxNamed = 3;

/**
 * Compares a run with an earlier one: whether all pairs that overlapped still do, and whether there are new findings.
 */
export function judgeBaseline(now: readonly JudgedRun[], before: readonly JudgedRun[]): readonly CheckResult[] {
	const overlaps = overlapsIn(now);
	const expected = [...overlapsIn(before)];
	const lost = expected.filter(pair => !overlaps.has(pair));
	const known = new Set(findingsIn(before).map(keyOf));
	const added = findingsIn(now).filter(each => each.severity !== 'info' && !known.has(keyOf(each)));
	return [
		{
			flag: 'baseline overlap',
			holds: lost.length === 0,
			said:
				lost.length === 0
					? `${plural(expected.length, 'overlap')} of the baseline, all still there`
					: `no longer at once: ${named(lost)}`,
			measured: {expected: expected.length, lost: lost.length},
		},
		{
			flag: 'baseline findings',
			holds: added.length === 0,
			said: added.length === 0 ? 'nothing new was found' : named(added.map(formatFinding)),
			measured: {added: added.length},
			...(added[0] && {place: added[0].place, title: added[0].rule}),
		},
	];
}

const keyOf = ({rule, place}: Finding): string => `${rule} ${lineOf(place)}`;

function named(texts: readonly string[]): string {
	const more = texts.length - maxNamed;
	return `${texts.slice(0, maxNamed).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

const overlapsIn = (runs: readonly JudgedRun[]): ReadonlySet<string> =>
	new Set(runs.flatMap(({model}) => [...overlapsOf(model)]));

/**
 * Returns the pairs of functions whose calls were in flight at once: calls of one function, and calls of one caller.
 */
function overlapsOf({tasks, sites, at}: Model): ReadonlySet<string> {
	const found = new Set<string>();
	for (const {name, peak} of sites.functions.values()) if (peak > 1) found.add(`${name} & ${name}`);
	const callees = new Map<string, Task[]>();
	for (const task of tasks.values()) {
		if (task.kind !== 'call' || task.parent === undefined || task.startedAt === undefined) continue;
		const known = callees.get(task.parent);
		if (known) known.push(task);
		else callees.set(task.parent, [task]);
	}
	for (const calls of callees.values()) addOverlaps(found, calls, at);
	return found;
}

/** Adds the overlapping pairs among the calls of one caller. */
function addOverlaps(found: Set<string>, calls: readonly Task[], at: number): void {
	let open: Task[] = [];
	for (const call of calls.toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0))) {
		open = open.filter(({endedAt = at}) => endedAt > (call.startedAt ?? 0));
		for (const other of new Set(open.map(each => each.function)))
			if (other !== call.function) found.add([other, call.function].sort().join(' & '));
		open.push(call);
	}
}
