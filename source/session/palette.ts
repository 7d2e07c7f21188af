import type {Action} from './action.ts';

/** An entry of the palette: something to open or to do. */
export type PaletteItem = {
	readonly kind: 'lesson' | 'scenario' | 'strategy' | 'key' | 'difference';
	/** The name on the command line, or the key. */
	readonly name: string;
	readonly title: string;
	/** The title of its group, shown while the filter is empty. Entries of one group are adjacent. */
	readonly group: string;
	/** The label at the right end of the row: `2 min`, `5 · strategy`, `f · key`. */
	readonly tag: string;
	readonly sentence: string;
	/** The arguments of `async-tui` that open the entry. Undefined for a key. */
	readonly invocation?: string;
	readonly construct?: {readonly javascript: string; readonly python: string};
	readonly lesson?: {
		readonly done: boolean;
		readonly isNext: boolean;
		readonly question: string;
		/** The titles of the lessons that this one builds on. */
		readonly after?: readonly string[];
	};
	/** Why the entry would do nothing now. Undefined if it would do something. */
	readonly idle?: string;
	/** The text that matched, if the title did not. */
	readonly excerpt?: {
		readonly kind: 'construct' | 'sentence' | 'code';
		readonly text: string;
		readonly from: number;
		readonly to: number;
	};
	/** What Enter does. */
	readonly action: Action;
};
