import {programExtensions} from '../../../workloads/user/read-program-file.ts';
import type {Flag} from '../../args/flags.ts';
import {flags} from '../../args/flags.ts';
import {allowedInExport} from '../export/read.ts';
import {usages} from '../help.ts';
import {shells} from './shells.ts';

/** A word that can stand somewhere, and what it is. */
export type CompletionChoice = {readonly word: string; readonly words: string};

/** What can stand somewhere if one of these words was seen before; where there are none, in all other cases. */
export type CompletionRule = {
	readonly seen: readonly string[];
	readonly choices?: readonly CompletionChoice[];
	/** Files whose names end so, and folders; empty: folders alone. */
	readonly files?: readonly string[] | 'all';
};

/** What is asked for: one of the commands, or else a run. */
export type Place = (typeof commands)[number] | 'run';
export const commands = ['list', 'completion', 'help', 'export', 'record'] as const;

export type CompletedFlag = Flag & {
	/** Where it is offered. */
	readonly places: readonly Place[];
	/** Its value; the first offer whose words were seen. None: a shell cannot know. */
	readonly rules: readonly CompletionRule[];
	/** Whether several values stand behind it, with commas between them. */
	readonly isList: boolean;
};

/** All that a shell has to know. */
export type Completion = {
	readonly flags: readonly CompletedFlag[];
	/** What is no flag; the first offer whose words were seen. */
	readonly rules: readonly CompletionRule[];
};

type Titled = {readonly name: string; readonly title: string};

/** What there is to be named. */
export type Names = {
	readonly lessons: readonly (Titled & {readonly versions: readonly Titled[]})[];
	readonly scenarios: readonly Titled[];
	readonly strategies: readonly Titled[];
};

/** What a shell completes, whichever it is. */
export function completionModel({lessons, scenarios, strategies}: Names): Completion {
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
			{seen: names(lessons)},
			{seen: ['lesson'], choices: titled(lessons), files: []},
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
		return ['list', 'run'];
	}
	if (of === 'export' || of === 'record' || of === 'output') {
		const isForRuns = name === 'output' || name === 'force';
		return [...inExport, ...(of === 'export' ? [] : (['record'] as const)), ...(isForRuns ? (['run'] as const) : [])];
	}
	const isOfRuns = group === 'About' || name === 'plain' || name === 'screen-reader';
	return isOfRuns ? ['run'] : [...inExport, 'record', 'run'];
}
