import {bindings} from './bindings.ts';

/** Returns the groups of the help overlay, in the order of the table. */
export function help(): readonly {
	readonly title: string;
	readonly rows: readonly {readonly keys: string; readonly words: string}[];
}[] {
	const titles = [...new Set(bindings.map(binding => binding.group))];
	return titles.map(title => ({
		title,
		rows: bindings.filter(({group}) => group === title).map(({label, words}) => ({keys: label, words})),
	}));
}
