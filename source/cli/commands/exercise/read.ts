import {basename, resolve} from 'node:path';
import {didYouMean} from '../../../text/did-you-mean.ts';
import {printable} from '../../../text/printable.ts';
import {quote, quotePath} from '../../../text/quote.ts';
import {exerciseExtensions} from '../../../workloads/exercise-workload.ts';
import type {Workload} from '../../../workloads/workload.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {showsUnicode} from '../../args/terminal-defaults.ts';
import type {ReportError} from '../../args/values.ts';
import {oneOf, seeFlags} from '../../args/values.ts';
import type {CheckExercisesCommand, ListExercisesCommand} from '../../command.ts';

const languages = ['javascript', 'python'] as const;
const seeExercises = 'See all exercises: async-tui exercise';

/**
 * Parses `async-tui exercise` without a name, which lists the exercises, or with a folder of learners' files, which
 * checks them. Returns undefined if the command line names one exercise, or after reporting an error.
 */
export function readExercises(
	args: ParsedArgs,
	{isFolder, isFile, env}: ParseContext,
	reportError: ReportError,
): ListExercisesCommand | CheckExercisesCommand | undefined {
	const [word, another] = [...args.input.slice(1), ...args.afterDashes];
	const ascii = args.isEnabled('ascii') || !showsUnicode(env);
	if (another !== undefined) {
		reportError(`give one exercise, not both ${quote(word ?? '')} and ${quote(another)}.`, seeExercises);
		return undefined;
	}
	if (word !== undefined && (!isFolder(word) || isFile(`${word}/lesson.json`))) {
		return undefined;
	}
	const other = args.flags.find(name => !['plain', 'json', 'python', 'ascii', 'cwd'].includes(name));
	if (other) {
		reportError(
			`exercise ${word === undefined ? 'without a name' : 'with a folder'} does not take --${other}.`,
			seeFlags,
		);
		return undefined;
	}
	const json = args.isSet('json');
	return word === undefined
		? {kind: 'list-exercises', json, ascii}
		: {kind: 'check-exercises', folder: word, json, ascii, python: args.setting('python')?.text};
}

/**
 * Opens an exercise by its name or its folder, with the learner's file in the current folder. The language is the given
 * one, else that of the file that exists, else JavaScript. Returns undefined after reporting an error.
 */
export function resolveExercise(
	word: string,
	args: ParsedArgs,
	{exercises, catalog, isFolder, isFile}: ParseContext,
	reportError: ReportError,
): Workload | undefined {
	const given = oneOf(args.value('language'), 'language of an exercise', languages, reportError);
	const isOwn = isFolder(word);
	const name = isOwn ? basename(resolve(word)) : word.toLowerCase();
	if (!isOwn && word.includes('/')) {
		reportError(`cannot read ${quotePath(word)}: no such directory.`, seeExercises);
		return undefined;
	}
	if (!isOwn && !exercises.includes(name)) {
		reportError(`unknown exercise ${quote(word)}.${didYouMean(word, exercises)}`, seeExercises);
		return undefined;
	}
	const exists = (language: 'javascript' | 'python') => isFile(`${name}${exerciseExtensions[language]}`);
	const language = given ?? (exists('python') && !exists('javascript') ? 'python' : 'javascript');
	const path = resolve(`${name}${exerciseExtensions[language]}`);
	const found = catalog.openExercise(isOwn ? {folder: word} : {name}, {path, language});
	if ('error' in found) {
		reportError(`${printable(found.error)}.`, 'An exercise is a folder with a lesson.json and the programs it names.');
		return undefined;
	}
	return found;
}
