import {fileURLToPath} from 'node:url';
import {apply} from './built-ins.ts';

/**
 * The folder of the runner, as a URL. Every file in it is ours and not the program's, in a checkout and in the bundle.
 */
const runnerFolder = new URL('.', import.meta.url).href;
const runnerPath = fileURLToPath(runnerFolder);
/** What V8 calls the preload, besides its path: see the build. */
const preloadName = 'async-tui:preload';

// Taken before the program can replace it.
const {startsWith} = String.prototype;

/** Whether a file is ours. `file`: a URL or a path. */
export function isOwnFile(file: string): boolean {
	return file === preloadName || apply(startsWith, file, [runnerFolder]) || apply(startsWith, file, [runnerPath]);
}
