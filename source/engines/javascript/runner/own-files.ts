import {fileURLToPath} from 'node:url';
import {apply} from './built-ins.ts';

/**
 * The folder of the runner, as a URL. Every file in it is ours and not the program's, in a checkout and in the bundle.
 */
const runnerFolder = new URL('.', import.meta.url).href;
const runnerPath = fileURLToPath(runnerFolder);

// Taken before the program can replace it.
const {startsWith} = String.prototype;

/** Whether a file is ours. `file`: a URL or a path. */
export function isOwnFile(file: string): boolean {
	return apply(startsWith, file, [runnerFolder]) || apply(startsWith, file, [runnerPath]);
}
