import {closeSync, openSync, readFileSync} from 'node:fs';
import {devNull} from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {inspect} from 'node:util';
import {stackOf} from '../failures.ts';
import {withoutOwnFrames} from '../folder.ts';

const standardError = 2;
/** What Node.js writes such an error with: causes and errors in groups are shown as deep as this. */
const style = {customInspect: false, depth: 5};

/**
 * What Node.js writes when the error of a rejected promise ends the process. It would find the line in the error's stack; V8
 * forgets that as soon as somebody reads the stack, as the tracer does. Undefined when the stack does not begin in a file.
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

/** From here on nothing of this process reaches its standard error: the lowest free descriptor is the next one to be opened. */
export function muteStderr(): void {
	closeSync(standardError);
	openSync(devNull, 'w');
}
