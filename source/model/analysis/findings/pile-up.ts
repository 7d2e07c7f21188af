import {duration, seconds} from '../../format-duration.ts';
import type {Model, Task} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** The least that wait, the age of the oldest (ms), how many times longer than usual, and how many earlier waits show what is usual. */
const [fewest, oldestMs, ratio, history] = [10, 5000, 10, 20];

type Line = {
	readonly now: {readonly task: Task; readonly since: number}[];
	readonly before: number[];
	lastLeft: number;
};

/** Many that wait at one line for much longer than others did there before. */
export const pileUp: Rule = model => {
	const lines = waitsByLine(model);
	return [...lines].flatMap(([line, {now, before, lastLeft}]) => {
		const oldest = now.reduce((least, {since}) => Math.min(least, since), Number.POSITIVE_INFINITY);
		const age = model.at - oldest;
		if (now.length < fewest || age < oldestMs || before.length < history || model.at - lastLeft < oldestMs) return [];
		const sorted = before.toSorted((one, other) => one - other);
		const [p50 = 0, p99 = 0] = [0.5, 0.99].map(
			share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
		);
		if (age < ratio * p99) return [];
		const place = now[0]?.task.place;
		return [
			found({
				rule: 'pile-up',
				severity: 'warning',
				proof: 'suspected',
				at: oldest,
				...(place && {place}),
				tasks: now.map(({task}) => task),
				text: `${now.length} wait at ${line}, the oldest for ${seconds(age)}; usually ${duration(p50)}.`,
			}),
		];
	});
};

function waitsByLine({tasks}: Model): ReadonlyMap<string, Line> {
	const lines = new Map<string, Line>();
	for (const task of tasks.values()) {
		for (const {waitsFor: on, place, from, to} of task.spans) {
			// A timer lasts as long as it was set to.
			if (!on || !place || on.kind === 'timer' || on.kind === 'yield') continue;
			const key = lineOf(place);
			const line = lines.get(key) ?? {now: [], before: [], lastLeft: Number.NEGATIVE_INFINITY};
			lines.set(key, line);
			if (to === undefined) line.now.push({task, since: from});
			else {
				line.before.push(to - from);
				line.lastLeft = Math.max(line.lastLeft, to);
			}
		}
	}
	return lines;
}
