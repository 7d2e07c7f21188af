import {lessonNames} from '../../content/lessons/index.ts';
import {scenarios} from '../../content/scenarios/index.ts';
import {strategies} from '../../content/strategies/index.ts';
import type {Flag} from '../args/flag.ts';
import {usage} from '../args/flag.ts';
import {flags, variable} from '../args/flags.ts';

import type {Deps} from '../deps.ts';
import {printText} from '../write-stream.ts';

const table: readonly Flag[] = flags;

/** Command lines to try, with what they do. */
export const examples: readonly {readonly typed: string; readonly words: string}[] = [
	{typed: 'async-tui', words: 'load a dashboard: five requests at once'},
	{typed: 'async-tui -s sequential', words: 'the same requests, one by one'},
	{typed: 'async-tui scraper -s limited -n 10', words: '200 pages, ten at a time'},
	{typed: 'async-tui two --plain', words: 'plain lines, no dashboard'},
	{typed: 'async-tui -s 1 --json | tail -1', words: 'the totals, for scripts'},
	{typed: 'async-tui main.mjs -- Ada', words: 'your program, with its arguments'},
	{typed: 'async-tui -- npm start', words: 'a command, with all that it starts'},
	{typed: 'async-tui jobs.mjs --tasks', words: 'the async functions of your file'},
	{typed: 'async-tui https://example.com', words: 'your URLs, with real requests'},
	{typed: 'async-tui lesson', words: 'pick a lesson: a question, then a run'},
];

/**
 * All forms of the command line. `command`: the first word, if it is a command. `words`: what it does, where that is
 * not obvious.
 */
export const usages: readonly {readonly typed: string; readonly words?: string; readonly command?: string}[] = [
	{typed: 'async-tui [SCENARIO] [FLAGS]'},
	{typed: 'async-tui lesson [NAME] [FLAGS]', command: 'lesson', words: 'one lesson, or a list of all'},
	{typed: 'async-tui exercise [NAME] [FLAGS]', command: 'exercise', words: 'a program to fix in your editor'},
	{typed: 'async-tui exercise FOLDER/ [--json]', words: 'check the exercises of a class'},
	{typed: 'async-tui FILE [FLAGS] [-- ARGUMENTS]'},
	{typed: 'async-tui FILE.mjs FILE.py [FLAGS]'},
	{typed: 'async-tui [FLAGS] [--] COMMAND...', words: 'a command, as you type it'},
	{typed: 'async-tui [FLAGS] -m MODULE...', words: 'as python3 -m MODULE'},
	{typed: 'async-tui attach PID [FLAGS]', command: 'attach', words: 'a Node.js or Python process that runs'},
	{typed: 'async-tui URL... [FLAGS]'},
	{typed: 'async-tui - [FLAGS]', words: 'URLs from standard input'},
	{typed: 'async-tui RUN.ndjson [FLAGS]', words: 'replay a saved run'},
	{typed: 'async-tui export RUN.ndjson... -o FILE', command: 'export', words: 'a saved run as image or data'},
	{typed: 'async-tui record --keys WORDS -o FILE', command: 'record', words: 'press keys, record the screen'},
	{typed: 'async-tui check FILE [FLAGS]', command: 'check', words: 'judge a run of your program, for CI'},
	{typed: 'async-tui FOLDER/ [FLAGS]', words: 'a package, or a lesson of your own'},
	{typed: 'async-tui list [--json]', command: 'list', words: 'all lessons, exercises and scenarios'},
	{typed: 'async-tui completion bash|zsh|fish', command: 'completion', words: 'print a shell completion script'},
	{typed: 'async-tui help', command: 'help', words: 'this help'},
];

/** The commands: first words that are not the name of something to run. */
export const commandNames: readonly string[] = usages.flatMap(({command}) => command ?? []);

/** Environment variables that other programs share. */
export const commonVariables = [
	'NO_COLOR',
	'FORCE_COLOR',
	'CLICOLOR',
	'CLICOLOR_FORCE',
	'REDUCED_MOTION',
	'INK_SCREEN_READER',
	'FORCE_HYPERLINK',
] as const;

/** Files that persist between sessions. */
export const stateFiles: readonly {readonly path: string; readonly words: string}[] = [
	{path: '$XDG_STATE_HOME/async-tui/progress.json', words: 'the lessons you have done'},
	{path: '$XDG_STATE_HOME/async-tui/look.json', words: 'theme, motion, key display, mouse'},
];

/** The exit codes. */
export const exitCodes: readonly {readonly code: number; readonly words: string}[] = [
	{code: 0, words: 'the run ended as its strategy intends, or you quit'},
	{code: 1, words: 'the run failed, or a claim of a lesson, exercise or check did not hold'},
	{code: 2, words: 'usage error: nothing was started'},
	{code: 125, words: '-o could not be written, or your command not be observed'},
	{code: 126, words: 'your command may not be executed, or cannot be started'},
	{code: 127, words: 'your command, or a runtime for it, was not found'},
	{code: 130, words: 'interrupted (Ctrl+C); 143 by SIGTERM, 129 by SIGHUP'},
];

/** `async-tui help`: prints the help text. */
export async function runHelp({streams}: Pick<Deps, 'streams'>): Promise<number> {
	return await printText(streams.stdout, helpText({lessons: lessonNames, scenarios, strategies}));
}

/** Formats `--help`: examples, all names, then the flags. At most 80 columns of ASCII, without color. */
export function helpText({
	lessons,
	scenarios,
	strategies,
}: {
	readonly lessons: readonly string[];
	readonly scenarios: readonly {readonly name: string}[];
	readonly strategies: readonly {readonly name: string}[];
}): string {
	const lines = (rows: typeof usages) => {
		const width = Math.max(...rows.map(({typed}) => typed.length));
		return rows.map(({typed, words}) => (words ? `  ${typed.padEnd(width)}  ${words}` : `  ${typed}`));
	};
	const usageWidth = Math.max(...table.map(flag => indented(flag).length));
	const groups = [...new Set(table.map(({group}) => group))];
	return [
		'async-tui: watch async code run',
		'',
		'Examples',
		...lines(examples),
		'',
		'Usage',
		...lines(usages),
		'',
		'Lessons',
		...wrapped(lessons),
		'',
		'Scenarios',
		...wrapped(scenarios.map(({name}, index) => (index === 0 ? `${name} (default)` : name))),
		'',
		'Strategies',
		...wrapped(strategies.map(({name}, index) => `${index + 1} ${name}`)),
		...groups.flatMap(group => [
			'',
			group,
			...table
				.filter(flag => flag.group === group)
				.map(flag => `  ${indented(flag).padEnd(usageWidth)}  ${flag.words}`),
		]),
		'',
		'Environment',
		'  A flag overrides its variable. Any value but 0, false, no or off means on.',
		...wrapped(flags.filter((flag: Flag) => flag.variable).map(({name}) => variable(name))),
		'  Also honored, as in many other programs:',
		...wrapped(commonVariables),
		'',
		'Files',
		...lines(stateFiles.map(({path, words}) => ({typed: path, words}))),
		'',
		'Exit codes',
		...exitCodes.map(({code, words}) => `  ${String(code).padEnd(3)}  ${words}`),
		'',
	].join('\n');
}

/** Indents a flag without a letter, so that all names line up. */
function indented(flag: Flag): string {
	return flag.short === undefined ? `    ${usage(flag)}` : usage(flag);
}

/** Wraps words, with commas between them, at 80 columns. */
function wrapped(words: readonly string[]): readonly string[] {
	const lines: string[] = [];
	for (const word of words) {
		const last = lines.at(-1);
		const next = `${last}, ${word}`;
		if (last === undefined || next.length > 79) {
			if (last !== undefined) {
				lines[lines.length - 1] = `${last},`;
			}
			lines.push(`  ${word}`);
		} else {
			lines[lines.length - 1] = next;
		}
	}
	return lines;
}
