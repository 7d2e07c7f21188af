import {fileURLToPath} from 'node:url';

/**
 * The folder of the runner, as a URL. Every file in it is ours and not the program's, in a checkout and in the bundle.
 */
const runnerFolder = new URL('.', import.meta.url).href;
const runnerPath = fileURLToPath(runnerFolder);

/** Removes the frames of our replacements of built-ins from the text of a stack. */
export function withoutOwnFrames(stack: string): string {
	const isOwnFrame = (line: string) =>
		/^ +at /.test(line) && (line.includes(runnerFolder) || line.includes(runnerPath));
	return stack
		.split('\n')
		.filter(line => !isOwnFrame(line))
		.join('\n');
}

/** Whether a file is ours. `file`: a URL or a path. */
export function isOwnFile(file: string): boolean {
	return file.startsWith(runnerFolder) || file.startsWith(runnerPath);
}
