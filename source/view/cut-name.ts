import type {Model} from '../model/model.ts';
import {columns, cut, fitText, span, stripControls} from './line.ts';

type Description = Model['description'];

/** The cut names that stand for several tasks, by width. */
const ambiguous = new WeakMap<Description, Map<number, ReadonlySet<string>>>();

/**
 * Cuts the name of a task to at most `width` columns: at its end or, if another planned task would then look the same,
 * in its middle.
 */
export function cutName(name: string, width: number, description: Description, ellipsis: string): string {
	const whole = stripControls(name);
	const length = columns(whole);
	if (length <= width) {
		return whole;
	}
	const short = fitText(whole, width, ellipsis);
	if (description.form === 'program' || !ambiguousNames(description, width, ellipsis).has(short)) {
		return short;
	}
	const tail = Math.floor((width - 1) / 2);
	const end = cut([span('text', whole)], length - tail, length);
	return fitText(whole, width - tail, ellipsis) + end.map(({text}) => text).join('');
}

/** Returns the cut names that several names have in common. Cached, because the plan does not change. */
function ambiguousNames(description: Description, width: number, ellipsis: string): ReadonlySet<string> {
	const known = ambiguous.get(description) ?? new Map<number, ReadonlySet<string>>();
	ambiguous.set(description, known);
	const found = known.get(width) ?? sharedCuts(description, width, ellipsis);
	known.set(width, found);
	return found;
}

function sharedCuts({tasks}: Description, width: number, ellipsis: string): ReadonlySet<string> {
	const seen = new Set<string>();
	const shared = new Set<string>();
	for (const name of new Set(tasks.map(task => stripControls(task.name)))) {
		const short = columns(name) <= width ? name : fitText(name, width, ellipsis);
		if (seen.has(short)) shared.add(short);
		seen.add(short);
	}
	return shared;
}
