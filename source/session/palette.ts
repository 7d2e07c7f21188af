import type {Action} from './action.ts';

/** An entry of the palette: something to open or to do. */
export type PaletteItem = {
	readonly kind: 'lesson' | 'scenario' | 'strategy' | 'key' | 'difference';
	/** Its name on the command line, or its key. */
	readonly name: string;
	readonly title: string;
	/** The title of its group while nothing is typed. Entries of one group follow each other. */
	readonly group: string;
	/** At the right end of its row: `2 min`, `5 · strategy`, `f · key`. */
	readonly tag: string;
	readonly sentence: string;
	/** What opens it, after `async-tui`. Undefined for a key. */
	readonly invocation?: string;
	readonly construct?: {readonly javascript: string; readonly python: string};
	readonly lesson?: {
		readonly done: boolean;
		readonly isNext: boolean;
		readonly question: string;
		/** The titles of the lessons that it builds on. */
		readonly after?: readonly string[];
	};
	/** Why it would do nothing now. Undefined if it would. */
	readonly idle?: string;
	/** Where it was found, if not in its title. */
	readonly excerpt?: {
		readonly kind: 'construct' | 'sentence' | 'code';
		readonly text: string;
		readonly from: number;
		readonly to: number;
	};
	/** What Enter does. */
	readonly action: Action;
};
