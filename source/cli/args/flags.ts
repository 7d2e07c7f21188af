import {answers, languageChoices, motions, themeNames, zooms} from '../../session/choices.ts';
import {checkFlags} from './check-flags.ts';
import {colorFlags} from './color-level.ts';
import type {Flag} from './flag.ts';
import {recordingFlags} from './recording-flags.ts';

/** All flags, in the order of the help text. */
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
	...checkFlags,
	...recordingFlags,
	{name: 'help', short: 'h', group: 'About', words: 'show this help'},
	{name: 'version', short: 'V', group: 'About', words: 'show the version'},
	{name: 'verbose', group: 'About', words: 'with --version: details for a bug report'},
] as const satisfies readonly Flag[];

export type FlagName = (typeof flags)[number]['name'];

/** The environment variable that means the same as a flag: `ASYNC_TUI_THEME`. */
export function variable(name: FlagName): string {
	return `ASYNC_TUI_${name.toUpperCase().replaceAll('-', '_')}`;
}
