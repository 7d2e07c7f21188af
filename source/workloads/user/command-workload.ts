import type {Command, Program} from '../../engines/engine.ts';
import {printable} from '../../text/printable.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {RunDescription} from '../../trace/event.ts';
import type {Workload} from '../workload.ts';
import {commandFiles} from './command-files.ts';
import {asIs} from './program-workload.ts';

/** A request to observe a process that already runs. */
export type OpenProcessRequest = {readonly kind: 'process'; readonly pid: number};

type Language = RunDescription['language'];

/**
 * Creates the workload of a command, which runs as the user would type it. `words`: the displayed words. `language`: a
 * guess at the language of its processes, used until one is observed. `invocation`: the words that open it again.
 */
export function workloadFromCommand(
	command: Command,
	words: readonly string[],
	{
		language,
		invocation,
		python,
	}: {readonly language: Language; readonly invocation: string; readonly python?: string | undefined},
): Workload {
	const title = printable(words.map(shellQuote).join(' '));
	const files = commandFiles(command, words, python);
	return {
		...workloadOf(title, language, invocation, {command, isOwn: true}, files, {command: [...words]}),
		...('watched' in files && files),
	};
}

/** Creates the workload of a process that already runs. */
export function workloadFromProcess({pid}: OpenProcessRequest): Workload {
	const unwatched = {unwatched: `process ${pid} was not started here`};
	return workloadOf(`process ${pid}`, 'javascript', `attach ${pid}`, {pid}, unwatched, {
		command: ['process', String(pid)],
		attachTo: pid,
	});
}

function workloadOf(
	title: string,
	language: Language,
	invocation: string,
	what: Pick<Program, 'command' | 'pid' | 'isOwn'>,
	files: object | {readonly unwatched: string},
	described: Pick<Program['description'], 'command' | 'attachTo'> = {},
): Workload {
	const version = {...asIs, construct: {javascript: title, python: title}};
	return {
		choice: {
			name: title,
			title,
			sentence: version.sentence,
			group: 'Your code',
			strategy: version.name,
			limit: 1,
			tasks: () => [],
			strategies: [version],
			user: {
				language,
				isCommand: true,
				missing: `${title} runs in one language.`,
				...('unwatched' in files && {unwatched: files.unwatched}),
			},
		},
		strategies: [version],
		program: ({seed}) => ({
			description: {
				form: 'program',
				scenario: {name: title, title},
				strategy: {name: version.name, title: version.title, total: 'settled'},
				source: 'measured',
				seed,
				tasks: [],
				files: [],
				...described,
			},
			files: [],
			calls: [],
			...what,
		}),
		key: title,
		invocation,
	};
}
