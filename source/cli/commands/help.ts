import type {Flag} from '../args/flags.ts';
import {flags, usage, variable} from '../args/flags.ts';

const table: readonly Flag[] = flags;

/** What a line of help tells to type, and what comes of it. */
export const examples: readonly {readonly typed: string; readonly words: string}[] = [
	{typed: 'async-tui', words: 'load a dashboard: five requests at once'},
	{typed: 'async-tui -s sequential', words: 'the same requests, one after the other'},
	{typed: 'async-tui scraper -s limited -n 10', words: '200 pages, ten at a time'},
	{typed: 'async-tui two --plain', words: 'lines instead of a screen'},
	{typed: 'async-tui -s 1 --json | tail -1', words: 'the totals, for scripts'},
	{typed: 'async-tui jobs.mjs', words: 'the async functions of your file'},
	{typed: 'async-tui main.mjs --main -- Ada', words: 'your program, with its arguments'},
	{typed: 'async-tui https://example.com', words: 'your addresses, with real requests'},
	{typed: 'async-tui lesson', words: 'choose a lesson: a question, then a run'},
];

/** What can be typed. `command`: the word that it begins with; `words`: what comes of it, where that has to be said. */
export const usages: readonly {readonly typed: string; readonly words?: string; readonly command?: string}[] = [
	{typed: 'async-tui [SCENARIO] [FLAGS]'},
	{typed: 'async-tui lesson [NAME] [FLAGS]', command: 'lesson', words: 'a lesson, or all to choose from'},
	{typed: 'async-tui FILE [FLAGS] [-- ARGUMENTS]'},
	{typed: 'async-tui FILE.mjs FILE.py [FLAGS]'},
	{typed: 'async-tui URL... [FLAGS]'},
	{typed: 'async-tui - [FLAGS]', words: 'addresses from the standard input'},
	{typed: 'async-tui RUN.ndjson [FLAGS]', words: 'a saved run, as it was'},
	{typed: 'async-tui export RUN.ndjson... -o FILE', command: 'export', words: 'a saved run as a picture or as data'},
	{typed: 'async-tui record --keys WORDS -o FILE', command: 'record', words: 'a film of it, with keys pressed'},
	{typed: 'async-tui FOLDER/ [FLAGS]', words: 'a lesson of your own'},
	{typed: 'async-tui list [--json]', command: 'list', words: 'all lessons, scenarios and strategies'},
	{typed: 'async-tui completion bash|zsh|fish', command: 'completion', words: 'what your shell completes it with'},
	{typed: 'async-tui help', command: 'help', words: 'this'},
];

/** The words that a line can begin with, other than the names of what can be run. */
export const commandNames: readonly string[] = usages.flatMap(({command}) => command ?? []);

/** The variables of the environment that others have named. */
export const commonVariables = [
	'NO_COLOR',
	'FORCE_COLOR',
	'CLICOLOR',
	'CLICOLOR_FORCE',
	'REDUCED_MOTION',
	'INK_SCREEN_READER',
] as const;

/** What is remembered from one sitting to the next. */
export const stateFiles: readonly {readonly path: string; readonly words: string}[] = [
	{path: '$XDG_STATE_HOME/async-tui/progress.json', words: 'the lessons that were done'},
	{path: '$XDG_STATE_HOME/async-tui/look.json', words: 'theme, motion, key display'},
];

/** What the program exits with. */
export const exitCodes: readonly {readonly code: number; readonly words: string}[] = [
	{code: 0, words: 'the run settled as its strategy means it to, or you quit'},
	{code: 1, words: 'it failed; of a lesson as lines: something it claims was not so'},
	{code: 2, words: 'wrong use'},
	{code: 130, words: 'Ctrl+C'},
];

/** `--help`: examples first, then what can be chosen, then the flags; at most 80 columns of ASCII, no colour. */
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
		'  A flag wins over its variable. On are all values but 0, false, no and off.',
		...wrapped(flags.filter((flag: Flag) => flag.variable).map(({name}) => variable(name))),
		'  Others, which mean the same in many programs:',
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

/** The flags as a table in Markdown, for the readme. */
export function flagTable(): string {
	const cell = (text: string) => text.replaceAll('|', '\\|');
	return [
		'| flag | what it does | in the environment |',
		'|---|---|---|',
		...flags.map((flag: Flag & {readonly name: (typeof flags)[number]['name']}) => {
			const inEnvironment = flag.variable ? `\`${variable(flag.name)}\`` : '';
			return `| \`${cell(usage(flag))}\` | ${cell(flag.words)} | ${inEnvironment} |`;
		}),
		'',
	].join('\n');
}

/** Flags without a letter stand under those with one. */
function indented(flag: Flag): string {
	return flag.short === undefined ? `    ${usage(flag)}` : usage(flag);
}

/** Words in lines of at most 80 columns. */
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
