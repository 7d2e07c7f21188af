import type {Preferences} from '../../storage/preferences.ts';
import type {Catalog} from '../../workloads/catalog.ts';
import type {Environment} from './color-level.ts';

/** What can be asked for, and where the answer will be shown. */
export type ParseContext = {
	/** The first is the default. */
	readonly scenarios: readonly {readonly name: string}[];
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly {readonly name: string}[];
	/** Names. */
	readonly lessons: readonly string[];
	readonly catalog: Pick<Catalog, 'entry' | 'openFolder' | 'openUserWork'>;
	/** Whether there is a folder at this path. */
	readonly isFolder: (path: string) => boolean;
	/** Whether there is a file at this path. */
	readonly isFile: (path: string) => boolean;
	/** What the user has chosen of the look in a sitting before. */
	readonly remembered: () => Preferences;
	/** The environment's variables. */
	readonly env: Environment;
	/** Whether the standard output is a terminal. */
	readonly isTTY: boolean;
};
