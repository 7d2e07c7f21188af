import {languageNames} from '../text/language-names.ts';
import type {RunDescription} from '../trace/event.ts';

/** What distinguishes two runs that are shown side by side. */
export type Sides = {
	/**
	 * `languages`: the same work in both languages. `strategies`: two strategies, versions or limits. `order`: only the
	 * order of the runs.
	 */
	readonly by: 'languages' | 'strategies' | 'order';
	/** The names of the left and the right run, as they appear within a sentence. */
	readonly names: readonly [string, string];
};

type Side = Pick<RunDescription, 'language' | 'strategy' | 'limit'>;

/** Names two runs of the same work. */
export function sidesOf(left: Side, right: Side): Sides {
	const isSame = left.strategy.name === right.strategy.name && left.limit === right.limit;
	if (left.language !== right.language) {
		return isSame
			? {by: 'languages', names: [languageNames[left.language], languageNames[right.language]]}
			: {by: 'strategies', names: [nameWithLanguage(left), nameWithLanguage(right)]};
	}
	return isSame
		? {by: 'order', names: ['the first run', 'the second run']}
		: {by: 'strategies', names: [strategyTitle(left), strategyTitle(right)]};
}

const nameWithLanguage = (side: Side) => `${strategyTitle(side)} in ${languageNames[side.language]}`;

/** Returns the title of a strategy or version, with its limit if it has one. */
function strategyTitle({strategy, limit}: Side): string {
	return limit === undefined ? strategy.title : `${strategy.title} ${limit}`;
}

/** Capitalizes a name for the start of a sentence. */
export function capitalized(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Turns a name into a title, without its article. */
export function titled(name: string): string {
	return capitalized(name.replace(/^the /, ''));
}
