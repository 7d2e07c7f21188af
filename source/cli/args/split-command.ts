import {isRunFile} from '../../storage/run-file.ts';
import {isProgramName} from '../../workloads/user/program-name.ts';
import {commandNames} from '../commands/help.ts';
import type {Flag} from './flag.ts';
import {flags} from './flags.ts';
import type {ParseContext} from './parse-context.ts';
import type {CommandWords} from './parsed-args.ts';
import {isFile, isFolder, isUrl} from './user-targets.ts';

/** A command line, split at the user's own command. */
export type SplitCommand = {
	/** The words for async-tui. */
	readonly ours: readonly string[];
	/** Undefined: the command line names none. */
	readonly command?: CommandWords;
};

const table: readonly Flag[] = flags;

/**
 * Finds the user's command: the words after a `--` that only flags precede, the words after `-m`, or all words from the
 * first one that names an executable and nothing of async-tui.
 */
export function splitCommand(argv: readonly string[], context: ParseContext): SplitCommand {
	for (let index = 0; index < argv.length; index++) {
		const word = argv[index] ?? '';
		const [ours, rest] = [argv.slice(0, index), argv.slice(index + 1)];
		if (word === '--' || word === '-m') {
			const form = word === '--' ? 'command' : 'module';
			return {ours, command: {form, words: rest, dashes: word === '--'}};
		}

		if (!/^-\D/.test(word)) {
			const isOurs = word === '-' || !isCommand(word, context);
			return isOurs ? {ours: argv} : {ours, command: {form: 'command', words: argv.slice(index), dashes: false}};
		}

		index += takesNext(word) ? 1 : 0;
	}

	return {ours: argv};
}

/** Whether the value of a flag is the next word. */
function takesNext(word: string): boolean {
	const flag = word.startsWith('--')
		? table.find(({name}) => word === `--${name}`)
		: table.find(({short}) => short === word.at(-1));
	return flag?.value !== undefined && !flag.value.startsWith('[');
}

function isCommand(word: string, context: ParseContext): boolean {
	return (isOtherPath(word) || !isOurs(word, context)) && context.isCommand(word);
}

/** Whether a word is a path without the extension of a program or of a saved run: a command if it is executable. */
function isOtherPath(word: string): boolean {
	return /[/\\]/.test(word) && !isUrl(word) && !isRunFile(word) && !isProgramName(word);
}

/** Whether a word names something that async-tui opens or does by itself. */
export function isOurs(word: string, context: ParseContext): boolean {
	const {scenarios, strategies, lessons} = context;
	const names = [...commandNames, 'lesson', ...[...scenarios, ...strategies].map(({name}) => name), ...lessons];
	return (
		names.includes(word.toLowerCase()) ||
		isRunFile(word) ||
		isUrl(word) ||
		isFile(word, context) ||
		isFolder(word, context)
	);
}
