import {closeSync, openSync, readFileSync} from 'node:fs';
import {devNull} from 'node:os';
import process from 'node:process';
import {isatty, WriteStream} from 'node:tty';
import {fileURLToPath} from 'node:url';
import type {InspectOptions} from 'node:util';
import {inspect} from 'node:util';
import {stackOf} from '../failures.ts';

const standardError = 2;

/**
 * Formats what Node.js writes when the error of a rejected promise ends the process. Node.js itself can no longer find
 * the line: V8 discards it once the stack of the error is read, which the tracer does. Undefined if the stack does not
 * start in a file. Called after all code of the program has run, since it completes the stack as Node.js does.
 */
export function fatalErrorText(reason: unknown): string | undefined {
	const stack = stackOf(reason) ?? '';
	const [, file = '', line, column] = /\n +at (?:.+ \()?(.+?):(\d+):(\d+)\)?(?:\n|$)/.exec(stack) ?? [];
	try {
		const path = file.startsWith('file:') ? fileURLToPath(file) : file;
		const text = readFileSync(path, 'utf8').split('\n')[Number(line) - 1];
		const margin = text?.slice(0, Number(column) - 1).replaceAll(/[^\t]/g, ' ');
		completeStack(reason as Error);
		return `${file}:${line}\n${text}\n${margin}^\n\n${inspect(reason, style())}\n\nNode.js ${process.version}\n`;
	} catch {
		return undefined;
	}
}

/** Adds where an `error` event was emitted that had no listener. Node.js stores the function for this in the error. */
function completeStack(error: Error): void {
	const key = Object.getOwnPropertySymbols(error).find(
		({description}) => description === 'kEnhanceStackBeforeInspector',
	);
	const complete: unknown = key && Reflect.get(error, key);
	if (typeof complete === 'function') {
		Reflect.defineProperty(error, 'stack', {value: String(Reflect.apply(complete, error, []))});
	}
}

/** The options with which Node.js formats such an error. `depth` also applies to causes and to errors in groups. */
function style(): InspectOptions {
	const colors = process.env.FORCE_COLOR !== undefined || isatty(standardError);
	return {
		colors: colors && WriteStream.prototype.getColorDepth() > 2,
		customInspect: false,
		depth: Math.max(inspect.defaultOptions.depth ?? Number.POSITIVE_INFINITY, 5),
	};
}

/**
 * Discards what this process writes to its standard error from now on. Closing the descriptor makes it the lowest free
 * one, and the next file that is opened gets the lowest free descriptor.
 */
export function muteStderr(): void {
	closeSync(standardError);
	openSync(devNull, 'w');
}
