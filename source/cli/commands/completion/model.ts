import {programExtensions} from '../../../workloads/user/program-name.ts';
import type {Flag} from '../../args/flag.ts';
import {flags} from '../../args/flags.ts';
import {allowedInExport} from '../export/read.ts';
import {usages} from '../help.ts';
import {shells} from './shells.ts';

/** A word that can be completed, with its description. */
export type CompletionChoice = {readonly word: string; readonly words: string};

/** What to complete if one of these words was typed before. No words: in all other cases. */
export type CompletionRule = {
	readonly seen: readonly string[];
	readonly choices?: readonly CompletionChoice[];
	/** Files with these extensions, and folders. Empty: only folders. */
	readonly files?: readonly string[] | 'all';
};

/** The command being typed, or `run`. */
export type Place = (typeof commands)[number] | 'run';
export const commands = ['list', 'completion', 'help', 'export', 'record', 'check'] as const;

export type CompletedFlag = Flag & {
	/** The commands that take the flag. */
	readonly places: readonly Place[];
	/** What to complete as its value: the first rule that applies. Empty: nothing. */
	readonly rules: readonly CompletionRule[];
	/** Whether it takes several values, separated by commas. */
	readonly isList: boolean;
};

/** What the three shells complete, independent of their syntax. */
export type Completion = {
	readonly flags: readonly CompletedFlag[];
	/** What to complete where no flag is typed: the first rule that applies. */
	readonly rules: readonly CompletionRule[];
};

type Titled = {readonly name: string; readonly title: string};

/** All names that can be typed. */
export type Names = {
	readonly lessons: readonly (Titled & {readonly versions: readonly Titled[]})[];
	readonly exercises: readonly Titled[];
	readonly scenarios: readonly Titled[];
	readonly strategies: readonly Titled[];
};

/** Builds what all shells complete. */
export function completionModel({lessons, exercises, scenarios, strategies}: Names): Completion {
	const names = (list: readonly {readonly name: string}[]) => list.map(({name}) => name);
	const versions = lessons.map(({name, versions}) => ({seen: [name], choices: titled(versions)}));
	const values = (flag: Flag): readonly CompletionRule[] => {
		switch (flag.takes) {
			case undefined:
				return [];
			case 'strategy':
				return [...versions, {seen: ['lesson']}, {seen: [], choices: titled(strategies)}];
			case 'strategies':
				return [{seen: [], choices: titled(strategies)}];
			case 'file':
				return [{seen: [], files: 'all'}];
			default:
				return [{seen: [], choices: flag.takes.map(word => ({word, words: ''}))}];
		}
	};
	const commandChoices = usages.flatMap(({command, words = ''}) => (command ? [{word: command, words}] : []));
	const lesson = commandChoices.filter(({word}) => word === 'lesson');
	return {
		flags: flags.map((flag: Flag) => ({
			...flag,
			places: placesOf(flag),
			rules: values(flag),
			isList: flag.takes === 'strategies',
		})),
		rules: [
			// The arguments of a program.
			{seen: ['--'], files: 'all'},
			{seen: ['list', 'help']},
			{seen: ['completion'], choices: shells.map(word => ({word, words: ''}))},
			{seen: ['export'], files: ['.ndjson']},
			{seen: ['check'], files: ['.ndjson', ...programExtensions]},
			{seen: names(lessons)},
			{seen: ['lesson'], choices: titled(lessons), files: []},
			{seen: names(exercises)},
			{seen: ['exercise'], choices: titled(exercises), files: []},
			{seen: names(scenarios)},
			{seen: ['record'], choices: [...lesson, ...titled(scenarios)], files: programExtensions},
			{seen: [], choices: [...commandChoices, ...titled(scenarios)], files: ['.ndjson', ...programExtensions]},
		],
	};
}

const titled = (list: readonly Titled[]): readonly CompletionChoice[] =>
	list.map(({name, title}) => ({word: name, words: title}));

function placesOf({name, of, group}: Flag): readonly Place[] {
	const inExport: readonly Place[] = allowedInExport.some(allowed => allowed === name) ? ['export'] : [];
	if (name === 'help') {
		return [...commands, 'run'];
	}
	if (name === 'json') {
		return ['list', 'check', 'run'];
	}
	if (of === 'check') {
		return ['check'];
	}
	if (of === 'deadline') {
		return ['record', 'check'];
	}
	if (of === 'export' || of === 'record' || of === 'output' || of === 'saved') {
		const isForRuns = name === 'output' || name === 'force' || of === 'saved';
		return [...inExport, ...(of === 'export' ? [] : (['record'] as const)), ...(isForRuns ? (['run'] as const) : [])];
	}
	const isOfRuns = group === 'About' || name === 'plain' || name === 'passthrough' || name === 'screen-reader';
	return isOfRuns ? ['run'] : [...inExport, 'record', 'run'];
}
