import {answers, languageChoices, motions, themeNames, zooms} from '../../session/session.ts';
import {colourFlags} from './color-level.ts';

/** The flags of the command line: one table for parsing, the help text, the readme, the man page and the completion of the shells. */
export type Flag = {
	/** Without the dashes: `strategy`. */
	readonly name: string;
	/** One letter: `s`. */
	readonly short?: string;
	/** Where `name` stands for the two flags `--name` and `--no-name`. */
	readonly negatable?: true;
	/** What follows it, as help shows it: `NAME|1-9`. Absent: it takes no value. In brackets: only as `--name=VALUE`, or not at all. */
	readonly value?: string;
	/** What its value is, where a shell can complete it: one of these words, a strategy or several with commas, a file. */
	readonly takes?: readonly string[] | 'strategy' | 'strategies' | 'file';
	/** The heading in the help text. */
	readonly group: 'Run' | 'Your files' | 'Your addresses' | 'Look' | 'Output' | 'Pictures and films' | 'About';
	/** What it does, in a few words. */
	readonly words: string;
	/** What it goes with alone; `output`: what is written by `export` and `record`. */
	readonly of?: 'files' | 'addresses' | 'export' | 'record' | 'output';
	/** `ASYNC_TUI_` and the name in capitals, in the environment, means the same; the flag wins. */
	readonly variable?: true;
};

export const flags = [
	{
		name: 'strategy',
		short: 's',
		value: 'NAME|1-9',
		takes: 'strategy',
		group: 'Run',
		words: 'strategy or version, by name or number',
		variable: true,
	},
	{
		name: 'language',
		short: 'l',
		value: 'NAME',
		takes: languageChoices,
		group: 'Run',
		words: 'javascript, python or both',
		variable: true,
	},
	{name: 'answer', value: 'a|b|c|unsure', takes: answers, group: 'Run', words: 'to the question of a lesson'},
	{
		name: 'limit',
		short: 'n',
		value: 'N',
		group: 'Run',
		words: 'most tasks in flight (limited and batched)',
		variable: true,
	},
	{
		name: 'seed',
		value: 'N',
		group: 'Run',
		words: 'draw the latencies from this seed (42)',
		variable: true,
	},
	{
		name: 'python',
		value: 'PATH',
		takes: 'file',
		group: 'Run',
		words: 'the Python to use, 3.9 or later',
		variable: true,
	},
	{
		name: 'compare',
		value: 'A,B,...',
		takes: 'strategies',
		group: 'Run',
		words: 'run these strategies, one after the other',
	},
	{name: 'paused', group: 'Run', words: 'open without a run; a key starts it', variable: true},
	{name: 'only', value: 'A,B,...', group: 'Your files', of: 'files', words: 'of the exported async functions these'},
	{name: 'main', group: 'Your files', of: 'files', words: 'run it as it is; behind -- its arguments'},
	{name: 'max-memory', value: 'MB', group: 'Your files', of: 'files', words: 'end it when it takes more'},
	{
		name: 'urls',
		value: 'FILE',
		takes: 'file',
		group: 'Your addresses',
		of: 'addresses',
		words: 'addresses from a file, one a line',
	},
	{name: 'timeout', value: 'SECONDS', group: 'Your addresses', of: 'addresses', words: 'for each request (30)'},
	{name: 'repeat', value: 'N', group: 'Your addresses', of: 'addresses', words: 'ask each address so often (1)'},
	{
		name: 'method',
		value: 'NAME',
		takes: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
		group: 'Your addresses',
		of: 'addresses',
		words: 'HTTP method (GET)',
	},
	{
		name: 'header',
		value: "'NAME: VALUE'",
		group: 'Your addresses',
		of: 'addresses',
		words: 'send this header too; more than once',
	},
	{
		name: 'theme',
		value: 'NAME',
		takes: themeNames,
		group: 'Look',
		words: 'dark, light, terminal (16 colours) or mono',
		variable: true,
	},
	{name: 'ascii', group: 'Look', words: 'draw with ASCII characters only', variable: true},
	{
		name: 'motion',
		value: 'HOW',
		takes: motions,
		group: 'Look',
		words: 'full, reduced (4 frames a second) or off',
		variable: true,
	},
	{name: 'zoom', value: 'WHAT', takes: zooms, group: 'Look', words: 'open with the code or the lanes large'},
	{name: 'show-keys', group: 'Look', words: 'show each key and what it does'},
	{
		name: 'color',
		negatable: true,
		value: '[=DEPTH]',
		takes: colourFlags,
		group: 'Look',
		words: 'colour or not; DEPTH: 16, 256, truecolor',
	},
	{name: 'plain', group: 'Output', words: 'lines as things happen; so when piped'},
	{
		name: 'screen-reader',
		group: 'Output',
		words: 'the whole program in sentences, with keys',
		variable: true,
	},
	{name: 'json', group: 'Output', words: 'a JSON object a line: events, then a summary'},
	{
		name: 'output',
		short: 'o',
		value: 'FILE',
		takes: 'file',
		group: 'Pictures and films',
		of: 'output',
		words: 'to write, as its ending says; a run: .ndjson',
	},
	{name: 'force', group: 'Pictures and films', of: 'output', words: 'overwrite it if it is there'},
	{name: 'size', value: 'CxR', group: 'Pictures and films', of: 'output', words: 'columns and rows (100x30)'},
	{name: 'fps', value: 'N', group: 'Pictures and films', of: 'output', words: 'frames a second (20)'},
	{name: 'v2', group: 'Pictures and films', of: 'output', words: '.cast for asciinema before 3'},
	{name: 'at', value: 'SECONDS', group: 'Pictures and films', of: 'export', words: 'a still of this moment'},
	{name: 'from', value: 'SECONDS', group: 'Pictures and films', of: 'export', words: 'where it begins'},
	{name: 'to', value: 'SECONDS', group: 'Pictures and films', of: 'export', words: 'where it ends'},
	{name: 'speed', value: 'N', group: 'Pictures and films', of: 'export', words: '2: twice as fast as it was'},
	{
		name: 'keys',
		value: 'WORDS',
		group: 'Pictures and films',
		of: 'record',
		words: '"1 wait 2 wait c 3s": what to press',
	},
	{
		name: 'tape',
		value: 'FILE',
		takes: 'file',
		group: 'Pictures and films',
		of: 'record',
		words: 'such words, one or more a line',
	},
	{name: 'deadline', value: 'SECONDS', group: 'Pictures and films', of: 'record', words: 'for the whole (60)'},
	{name: 'help', short: 'h', group: 'About', words: 'show this'},
	{name: 'version', short: 'V', group: 'About', words: 'show the version'},
	{name: 'verbose', group: 'About', words: 'with --version: what it runs with, for bugs'},
] as const satisfies readonly Flag[];

export type FlagName = (typeof flags)[number]['name'];

/** `-s, --strategy NAME|1-9`, as help and readme show it. */
export function usage(flag: Flag): string {
	const short = flag.short === undefined ? '' : `-${flag.short}, `;
	const value = flag.value === undefined ? '' : flag.value.startsWith('[') ? flag.value : ` ${flag.value}`;
	const negative = flag.negatable ? `, --no-${flag.name}` : '';
	return `${short}--${flag.name}${value}${negative}`;
}

/** The name of the variable in the environment that means the same as the flag: `ASYNC_TUI_THEME`. */
export function variable(name: FlagName): string {
	return `ASYNC_TUI_${name.toUpperCase().replaceAll('-', '_')}`;
}
