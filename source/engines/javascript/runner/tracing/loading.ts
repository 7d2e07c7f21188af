import {preloadOptions} from '../preload-options.ts';
import {callSites} from './call-sites.ts';
import {isEvaluation} from './top-level.ts';

/**
 * The time in which Node.js reads an ES module and its imports. No code of the program runs before the first of them is
 * evaluated, but Node.js itself makes up to 60 promises for each file.
 */
export type Loading = {
	/** Must be called when Node.js is about to read the module. */
	readonly start: () => void;
	/** Whether a new promise is one of Node.js's own because the program has not started. `hook`: the promise hook. */
	readonly owns: (hook: (...parameters: never[]) => unknown, parent: Promise<unknown> | undefined) => boolean;
};

export function createLoading(): Loading {
	let loads = false;
	return {
		start() {
			// A preloaded module may have started work that continues meanwhile.
			loads = preloadOptions().length === 0;
		},
		owns(hook, parent) {
			if (loads && !parent) {
				const [site] = callSites(hook, 1);
				loads = site !== undefined && isOfNode(site) && !isEvaluation(site);
			}

			return loads;
		},
	};
}

function isOfNode(site: NodeJS.CallSite): boolean {
	return site.getFileName()?.startsWith('node:') ?? true;
}
