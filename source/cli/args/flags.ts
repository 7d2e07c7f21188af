import {answers, languageChoices, motions, themeNames, zooms} from '../../session/choices.ts';
import {colorFlags} from './color-level.ts';

/** The flags of the command line: one table for parsing, the help text, the docs, the man page and shell completion. */
export type Flag = {
	/** Without the dashes: `strategy`. */
	readonly name: string;
	/** One letter: `s`. */
	readonly short?: string;
	/** Set if both `--name` and `--no-name` exist. */
	readonly negatable?: true;
	/**
	 * The value as help shows it: `NAME|1-9`. In brackets: optional, and only as `--name=VALUE`. Undefined: the flag
	 * takes no value.
	 */
	readonly value?: string;
	/**
	 * What a shell can complete as its value: one of these words, a strategy, several strategies with commas, or a
	 * file.
	 */
	readonly takes?: readonly string[] | 'strategy' | 'strategies' | 'file';
	/** The heading in the help text. */
	readonly group:
		| 'Run'
		| 'Your files'
		| 'Your URLs'
		| 'Display'
		| 'Output'
		| 'Check'
		| 'Images and recordings'
		| 'About';
	/** What it does, in a few words. */
	readonly words: string;
	/**
	 * The only kind of target or command that the flag works with. `output`: `export` and `record`; `deadline`: `record`
	 * and `check`; `saved`: saved runs, in `export`, `record` and replays.
	 */
	readonly of?: 'files' | 'urls' | 'export' | 'record' | 'output' | 'check' | 'deadline' | 'saved';
	/** Set if the environment variable `ASYNC_TUI_NAME` means the same. The flag wins. */
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
	{name: 'answer', value: 'a|b|c|unsure', takes: answers, group: 'Run', words: "answer the lesson's question"},
	{
		name: 'limit',
		short: 'n',
		value: 'N',
		group: 'Run',
		words: 'tasks in flight at once (limited, batched)',
		variable: true,
	},
	{
		name: 'seed',
		value: 'N',
		group: 'Run',
		words: 'seed for the simulated latencies (42)',
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
		words: 'run these strategies and compare them',
	},
	{name: 'paused', group: 'Run', words: 'open without running; a key starts it', variable: true},
	{
		name: 'keep',
		value: 'N|all',
		group: 'Run',
		words: 'keep the last N events in memory (200000)',
		variable: true,
	},
	{name: 'watch', group: 'Run', words: 'run again when a file is saved'},
	{name: 'no-source', group: 'Run', words: 'leave the source out of saved runs'},
	{name: 'cwd', value: 'FOLDER', takes: 'file', group: 'Run', words: 'work in this folder'},
	{name: 'tasks', group: 'Your files', of: 'files', words: 'run all exported functions as tasks'},
	{name: 'only', value: 'A,B,...', group: 'Your files', of: 'files', words: 'run these exported functions as tasks'},
	{name: 'main', group: 'Your files', of: 'files', words: 'run the file itself, the default'},
	{name: 'max-memory', value: 'MB', group: 'Your files', of: 'files', words: 'kill the program above this'},
	{
		name: 'urls',
		value: 'FILE',
		takes: 'file',
		group: 'Your URLs',
		of: 'urls',
		words: 'read URLs from a file, one per line',
	},
	{
		name: 'timeout',
		value: 'SECONDS',
		group: 'Your URLs',
		of: 'urls',
		words: 'fail a request after this long (30)',
	},
	{name: 'repeat', value: 'N', group: 'Your URLs', of: 'urls', words: 'request each URL N times (1)'},
	{
		name: 'method',
		value: 'NAME',
		takes: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
		group: 'Your URLs',
		of: 'urls',
		words: 'HTTP method (GET)',
	},
	{
		name: 'header',
		value: "'NAME: VALUE'",
		group: 'Your URLs',
		of: 'urls',
		words: 'add a request header; repeatable',
	},
	{
		name: 'theme',
		value: 'NAME',
		takes: themeNames,
		group: 'Display',
		words: 'dark, light, terminal (16 colors) or mono',
		variable: true,
	},
	{name: 'ascii', group: 'Display', words: 'draw with ASCII characters only', variable: true},
	{
		name: 'motion',
		value: 'HOW',
		takes: motions,
		group: 'Display',
		words: 'full, reduced (4 frames per second) or off',
		variable: true,
	},
	{name: 'zoom', value: 'WHAT', takes: zooms, group: 'Display', words: 'open with the code or lanes enlarged'},
	{name: 'show-keys', group: 'Display', words: 'show each key you press and its effect'},
	{name: 'mouse', group: 'Display', words: 'click and scroll; Shift selects text'},
	{name: 'no-bell', group: 'Display', words: 'stay silent when a run of 10 s or more ends'},
	{
		name: 'color',
		negatable: true,
		value: '[=DEPTH]',
		takes: colorFlags,
		group: 'Display',
		words: 'colors on or off; DEPTH: 16, 256, truecolor',
	},
	{name: 'plain', group: 'Output', words: 'print lines; the default when piped'},
	{
		name: 'screen-reader',
		group: 'Output',
		words: 'sentences instead of a screen, same keys',
		variable: true,
	},
	{name: 'passthrough', group: 'Output', words: 'give the program the terminal; save with -o'},
	{name: 'json', group: 'Output', words: 'one JSON object per line: events, summary'},
	{name: 'peak', value: "'NAME>=N'", group: 'Check', of: 'check', words: 'calls at once; without NAME: waits at once'},
	{name: 'max-in-flight', value: "'NAME<=N'", group: 'Check', of: 'check', words: 'at most so many calls at once'},
	{name: 'overlap', value: "'A & B'", group: 'Check', of: 'check', words: 'these calls are in flight at once'},
	{
		name: 'order',
		value: "'A ends < B starts'",
		group: 'Check',
		of: 'check',
		words: 'these moments come in this order',
	},
	{name: 'blocked', value: "'<100ms'", group: 'Check', of: 'check', words: 'no longer block of the event loop'},
	{name: 'no-stuck', group: 'Check', of: 'check', words: 'no finding that is an error, the default'},
	{name: 'stuck-ok', group: 'Check', of: 'check', words: 'allow findings that are errors'},
	{name: 'no-findings', group: 'Check', of: 'check', words: 'no finding, warnings included'},
	{name: 'claims', value: 'FILE', takes: 'file', group: 'Check', of: 'check', words: 'claims as JSON, as in a lesson'},
	{
		name: 'baseline',
		value: 'RUN.ndjson',
		takes: 'file',
		group: 'Check',
		of: 'check',
		words: 'as concurrent as this run, nothing new found',
	},
	{name: 'for', value: '10s', group: 'Check', of: 'check', words: 'stop the program after this time'},
	{name: 'exit', value: 'N', group: 'Check', of: 'check', words: 'exit code of the program (0)'},
	{
		name: 'output',
		short: 'o',
		value: 'FILE',
		takes: 'file',
		group: 'Images and recordings',
		of: 'output',
		words: 'write to FILE; its extension sets the format',
	},
	{name: 'force', group: 'Images and recordings', of: 'output', words: 'overwrite an existing file'},
	{name: 'size', value: 'CxR', group: 'Images and recordings', of: 'output', words: 'columns and rows (100x30)'},
	{name: 'fps', value: 'N', group: 'Images and recordings', of: 'output', words: 'frames per second (20)'},
	{
		name: 'hold',
		value: 'SECONDS',
		group: 'Images and recordings',
		of: 'output',
		words: 'how long the last frame stays (2)',
	},
	{name: 'loop', value: 'N', group: 'Images and recordings', of: 'output', words: 'play N times; 0: without end'},
	{
		name: 'poster',
		value: 'SECONDS',
		group: 'Images and recordings',
		of: 'output',
		words: 'the moment shown where nothing moves',
	},
	{
		name: 'scale',
		value: '1-4',
		group: 'Images and recordings',
		of: 'output',
		words: 'pixels per unit of .gif and .png',
	},
	{name: 'padding', value: 'N', group: 'Images and recordings', of: 'output', words: 'pixels around the screen (10)'},
	{
		name: 'window-bar',
		group: 'Images and recordings',
		of: 'output',
		words: 'three dots and the title above the screen',
	},
	{
		name: 'palette',
		value: 'NAME|FILE',
		takes: 'file',
		group: 'Images and recordings',
		of: 'output',
		words: 'the colors of a terminal',
	},
	{name: 'key-bar', group: 'Images and recordings', of: 'output', words: 'keep the footer with its keys'},
	{name: 'beside', group: 'Images and recordings', of: 'saved', words: 'two saved runs of the same work on one clock'},
	{name: 'v2', group: 'Images and recordings', of: 'output', words: '.cast for asciinema 2'},
	{name: 'at', value: 'SECONDS', group: 'Images and recordings', of: 'export', words: 'export a still of this moment'},
	{name: 'from', value: 'SECONDS', group: 'Images and recordings', of: 'export', words: 'start of the excerpt'},
	{name: 'to', value: 'SECONDS', group: 'Images and recordings', of: 'export', words: 'end of the excerpt'},
	{name: 'speed', value: 'N', group: 'Images and recordings', of: 'export', words: 'playback speed; 2 is double'},
	{
		name: 'keys',
		value: 'WORDS',
		group: 'Images and recordings',
		of: 'record',
		words: 'keys to press: "1 wait 2 wait c 3s"',
	},
	{
		name: 'tape',
		value: 'FILE',
		takes: 'file',
		group: 'Images and recordings',
		of: 'record',
		words: 'read the keys from a file',
	},
	{
		name: 'deadline',
		value: 'SECONDS',
		group: 'Images and recordings',
		of: 'deadline',
		words: 'time limit of a recording or a check (60)',
	},
	{name: 'help', short: 'h', group: 'About', words: 'show this help'},
	{name: 'version', short: 'V', group: 'About', words: 'show the version'},
	{name: 'verbose', group: 'About', words: 'with --version: details for a bug report'},
] as const satisfies readonly Flag[];

export type FlagName = (typeof flags)[number]['name'];

/** `-s, --strategy NAME|1-9`, as help and docs show it. */
export function usage(flag: Flag): string {
	const short = flag.short === undefined ? '' : `-${flag.short}, `;
	const value = flag.value === undefined ? '' : flag.value.startsWith('[') ? flag.value : ` ${flag.value}`;
	const negative = flag.negatable ? `, --no-${flag.name}` : '';
	return `${short}--${flag.name}${value}${negative}`;
}

/** The environment variable that means the same as a flag: `ASYNC_TUI_THEME`. */
export function variable(name: FlagName): string {
	return `ASYNC_TUI_${name.toUpperCase().replaceAll('-', '_')}`;
}
