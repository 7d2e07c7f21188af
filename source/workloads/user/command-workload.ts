import {basename} from 'node:path';
import type {Command, Program} from '../../engines/engine.ts';
import {printable} from '../../text/printable.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {Workload} from '../workload.ts';

/** A request to run a command. */
export type OpenCommandRequest = {readonly kind: 'command'} & Command;

/** Commands that are Python, or are written in it. The trace has the language of what connects. */
const pythonCommand = /^(?:python|pypy|uvicorn|gunicorn|hypercorn|daphne|granian|pytest|flask|fastapi|celery|ipython)/i;

/** Makes a workload of a command, which runs as its user would type it. */
export function workloadFromCommand({kind: _, ...command}: OpenCommandRequest): Workload {
	const {argv} = command;
	const title = printable(argv.map(shellQuote).join(' '));
	const language = pythonCommand.test(basename(argv[0])) ? 'python' : 'javascript';
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
			user: {language, missing: 'A command runs in the language of what it starts'},
		},
		strategies: [asItIs],
		program: session => programForCommand(title, session.seed, command),
		key: title,
		invocation: `-- ${argv.map(shellQuote).join(' ')}`,
	};
}

function programForCommand(title: string, seed: number, command: Command): Program {
	return {
		description: {
			form: 'program',
			scenario: {name: title, title},
			strategy: {name: 'as-it-is', title: 'As is', total: 'settled'},
			source: 'measured',
			seed,
			tasks: [],
			files: [],
		},
		files: [],
		calls: [],
		isOwn: true,
		command,
	};
}
