import {closeSync, existsSync, openSync, readSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import type {Command} from '../../engines/engine.ts';
import {quote} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {RunDescription} from '../../trace/event.ts';
import type {Workload} from '../workload.ts';
import {workloadFromCommand} from './command-workload.ts';
import type {CommandPlace, MissingCommand} from './find-command.ts';
import {findCommand, similarCommand} from './find-command.ts';
import {folderCommand} from './folder-command.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {isProgramName} from './program-name.ts';

/** A request to run a command as its user would. */
export type OpenCommandRequest = {
	readonly kind: 'command';
	/** `command`: words as typed. `module`: the words after `-m`. `folder`: one folder. */
	readonly form: 'command' | 'module' | 'folder';
	readonly words: readonly string[];
	/** Whether `--` precedes the words. */
	readonly dashes: boolean;
	/** The Python that the user named. */
	readonly python: string | undefined;
	/** The folder of `--cwd`. */
	readonly folder: string | undefined;
};

/** Opens a command as a workload. Starts nothing. */
export async function openCommand(request: OpenCommandRequest, context: OpenContext): Promise<Workload | OpenError> {
	const place = context.place();
	const plan = planOf(request);
	if ('error' in plan) {
		return plan;
	}

	const {words, cwd = place.cwd, runtime} = plan;
	const [word, ...parameters] = words;
	const commandOf = (executable: string): Command => ({...place, cwd, argv: [executable, ...parameters]});
	if (runtime === 'python') {
		const found = await context.findPython(request.python, cwd);
		return 'error' in found
			? {error: found.error, exitCode: 127}
			: workloadFor(request, words, commandOf(found.executable), 'python');
	}

	const found = findCommand(word, place);
	if ('missing' in found) {
		if (runtime === 'node') {
			return workloadFor(request, words, commandOf(process.execPath), 'javascript');
		}

		return describeMissing(word, found.missing, place);
	}

	return workloadFor(request, words, commandOf(found.argument), languageOf(found.path));
}

type Plan = {
	readonly words: readonly [string, ...string[]];
	readonly cwd?: string;
	readonly runtime?: 'node' | 'python';
};

function planOf({form, words}: OpenCommandRequest): Plan | OpenError {
	const [first = '', ...rest] = words;
	if (form === 'module') {
		return {words: ['python3', '-m', first, ...rest], runtime: 'python'};
	}

	if (form === 'command') {
		return {words: [first, ...rest]};
	}

	const found = folderCommand(first);
	return 'error' in found ? found : {...found, ...(found.runsInFolder && {cwd: resolve(first)})};
}

function describeMissing(word: string, missing: MissingCommand['missing'], place: CommandPlace): OpenError {
	if (missing === 'not-executable') {
		return {error: `${quote(word)} may not be executed: chmod +x ${shellQuote(word)}`, exitCode: 126};
	}

	if (missing === 'directory') {
		return {error: `${quote(word)} is a directory. Without --, the program in it runs`, exitCode: 126};
	}

	if (/[/\\]/.test(word)) {
		return {error: `there is no file ${quote(word)}`, exitCode: 127};
	}

	return {error: `there is no command ${quote(word)} on PATH${hintFor(word, place)}`, exitCode: 127};
}

/** Formats what was probably meant by an unknown command, after a period. Empty if nothing is similar. */
function hintFor(word: string, place: CommandPlace): string {
	if (isProgramName(word) && existsSync(resolve(place.cwd, word))) {
		return '. Without --, the file of that name runs';
	}

	const meant = similarCommand(word, place);
	return meant === undefined ? '' : `. Did you mean ${meant}?`;
}

/** Creates the workload of a request. `shown`: the words of the command as the user knows them. */
function workloadFor(
	{form, words, dashes, folder, python}: OpenCommandRequest,
	shown: readonly string[],
	command: Command,
	language: RunDescription['language'],
): Workload {
	const invocation = [
		...(folder === undefined ? [] : [`--cwd ${shellQuote(folder)}`]),
		...(form === 'module' ? ['-m'] : dashes ? ['--'] : []),
		...words.map(shellQuote),
	].join(' ');
	return workloadFromCommand(command, shown, {language, invocation, python});
}

/** Returns the language of an executable, by its name or its first lines. If in doubt, JavaScript. */
function languageOf(path: string): RunDescription['language'] {
	if (/^(python|pypy)/.test(basename(path))) {
		return 'python';
	}

	const head = Buffer.alloc(200);
	try {
		const file = openSync(path, 'r');
		try {
			readSync(file, head, 0, head.length, 0);
		} finally {
			closeSync(file);
		}
	} catch {
		// The file may be executable, but not readable.
	}

	const text = head.toString('latin1');
	return text.startsWith('#!') && /python/.test(text) ? 'python' : 'javascript';
}
