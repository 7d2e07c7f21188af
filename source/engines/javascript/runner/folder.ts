import {fileURLToPath} from 'node:url';

/** The folder of the runner, as a URL: its files are ours, and none of the program's. The same in a checkout and in the bundle. */
const runnerFolder = new URL('.', import.meta.url).href;
const runnerPath = fileURLToPath(runnerFolder);

/** The stack of an error, as text, without the frames of functions of ours that stand for those of the language. */
export function withoutOwnFrames(stack: string): string {
	const isOwnFrame = (line: string) =>
		/^ +at /.test(line) && (line.includes(runnerFolder) || line.includes(runnerPath));
	return stack
		.split('\n')
		.filter(line => !isOwnFrame(line))
		.join('\n');
}

/** Whether a file, by its URL or path, is our own. */
export function isOwnFile(file: string): boolean {
	return file.startsWith(runnerFolder) || file.startsWith(runnerPath);
}
