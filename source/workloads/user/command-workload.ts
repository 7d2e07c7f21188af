import {basename} from 'node:path';
import type {Command, Program} from '../../engines/engine.ts';
import {printable} from '../../text/printable.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {Workload} from '../workload.ts';

/** A request to run a command. */
export type OpenCommandRequest = {readonly kind: 'command'} & Command;

/** A request to observe a process that runs already. */
export type OpenProcessRequest = {readonly kind: 'process'; readonly pid: number};

type Language = 'javascript' | 'python';

/** Commands that are Python, or are written in it. The trace has the language of what connects. */
const pythonCommand = /^(?:python|pypy|uvicorn|gunicorn|hypercorn|daphne|granian|pytest|flask|fastapi|celery|ipython)/i;

/** Makes a workload of a command, which runs as its user would type it. */
export function workloadFromCommand({kind: _, ...command}: OpenCommandRequest): Workload {
	const typed = command.argv.map(shellQuote).join(' ');
	const language = pythonCommand.test(basename(command.argv[0])) ? 'python' : 'javascript';
	return workloadOf(printable(typed), language, `-- ${typed}`, {command, isOwn: true});
}

/** Makes a workload of a process that runs already. */
export function workloadFromProcess({pid}: OpenProcessRequest): Workload {
	return workloadOf(`process ${pid}`, 'javascript', `attach ${pid}`, {pid});
}

function workloadOf(
	title: string,
	language: Language,
	invocation: string,
	what: Pick<Program, 'command' | 'pid' | 'isOwn'>,
): Workload {
	const asItIs = {
		name: 'as-it-is',
		title: 'As is',
		sentence: 'Runs unchanged; each call of an async function is a lane.',
		construct: {javascript: title, python: title},
		limited: false,
	};
	return {
		choice: {
			name: title,
			title,
			sentence: asItIs.sentence,
			group: 'Your code',
			strategy: asItIs.name,
			limit: 1,
			tasks: () => [],
			strategies: [asItIs],
			user: {language, missing: `${title} runs in one language`},
		},
		strategies: [asItIs],
		program: ({seed}) => ({
			description: {
				form: 'program',
				scenario: {name: title, title},
				strategy: {name: asItIs.name, title: asItIs.title, total: 'settled'},
				source: 'measured',
				seed,
				tasks: [],
				files: [],
			},
			files: [],
			calls: [],
			...what,
		}),
		key: title,
		invocation,
	};
}
