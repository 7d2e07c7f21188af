import {closeSync, openSync, readFileSync} from 'node:fs';
import {devNull} from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {inspect} from 'node:util';
import {stackOf} from '../failures.ts';
import {withoutOwnFrames} from '../own-files.ts';

const standardError = 2;
/** The options with which Node.js formats such an error. `depth` also applies to causes and to errors in groups. */
const style = {customInspect: false, depth: 5};

/**
 * Formats what Node.js writes when the error of a rejected promise ends the process. Node.js itself can no longer find
 * the line: V8 discards it once the stack of the error is read, which the tracer does. Undefined if the stack does not
 * start in a file.
 */
export function fatalErrorText(reason: unknown): string | undefined {
	const stack = withoutOwnFrames(stackOf(reason) ?? '');
	const [, file = '', line, column] = /\n +at (?:.+ \()?(.+?):(\d+):(\d+)\)?(?:\n|$)/.exec(stack) ?? [];
	try {
		const path = file.startsWith('file:') ? fileURLToPath(file) : file;
		const text = readFileSync(path, 'utf8').split('\n')[Number(line) - 1];
		const margin = text?.slice(0, Number(column) - 1).replaceAll(/[^\t]/g, ' ');
		return `${file}:${line}\n${text}\n${margin}^\n\n${withoutOwnFrames(inspect(reason, style))}\n\nNode.js ${process.version}\n`;
	} catch {
		return undefined;
	}
}

/**
 * Discards what this process writes to its standard error from now on. Closing the descriptor makes it the lowest free
 * one, and the next file that is opened gets the lowest free descriptor.
 */
export function muteStderr(): void {
	closeSync(standardError);
	openSync(devNull, 'w');
}
