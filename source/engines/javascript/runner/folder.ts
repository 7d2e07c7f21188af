import {fileURLToPath} from 'node:url';

/** The folder of the runner, as a URL: its files are ours, and none of the program's. The same in a checkout and in the bundle. */
const runnerFolder = new URL('.', import.meta.url).href;
const runnerPath = fileURLToPath(runnerFolder);

/** Whether a file, by its URL or path, is our own. */
export function isOwnFile(file: string): boolean {
	return file.startsWith(runnerFolder) || file.startsWith(runnerPath);
}
