import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import type {RunCommand} from '../../source/cli/command.ts';
import {parse} from '../../source/cli/parse.ts';
import type {Engine, Run} from '../../source/engines/engine.ts';
import {findPythonTasks} from '../../source/engines/python/find-tasks.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {readable} from '../../source/workloads/read-listings.ts';
import {eachEvent} from './events.ts';
import {parseContext} from './parse-context.ts';
import {testPython} from './pythons.ts';

const python = await testPython();

/** The user's own work, opened from a command line. */
export type Opened = {
	readonly command: RunCommand;
	readonly session: Session;
	readonly run: (
		engine: Engine,
		signal?: AbortSignal,
		on?: (event: TraceEvent, run: Run) => void,
	) => Promise<readonly TraceEvent[]>;
};

/** Opens a command line as in a terminal. `input`: its standard input. */
export async function open(argv: readonly string[], input = ''): Promise<Opened> {
	const {command, catalog} = await read(argv, input);
	assert.ok(command.kind === 'run', JSON.stringify(command));
	const entry = catalog.entry(command.scenario);
	assert.ok(entry);
	const {strategy, language, languageChosen, limit, seed, theme, motion} = command;
	const options = {strategy, language, languageChosen, limit, seed, theme, motion, run: 1};
	const session = startSession(entry.choice, options);
	return {
		command,
		session,
		async run(engine, signal = new AbortController().signal, on = () => {}) {
			const run = engine.run(readable(entry.program(session, engine.language)), signal);
			const trace: TraceEvent[] = [];
			for await (const event of eachEvent(run)) {
				trace.push(event);
				on(event, run);
			}
			return trace;
		},
	};
}

/** Returns the first line of the error that a command line causes. */
export async function usageErrorOf(argv: readonly string[], input = ''): Promise<string> {
	const {command} = await read(argv, input);
	assert.ok(command.kind === 'usage-error', JSON.stringify(command));
	assert.match(command.message, /^async-tui: \P{Cc}+\n\P{Cc}+$/u);
	return command.message.split('\n')[0]?.replace('async-tui: ', '') ?? '';
}

/** Returns the second line of a usage error, which says what to do. */
export async function adviceOf(argv: readonly string[]): Promise<string | undefined> {
	const {command} = await read(argv, '');
	return command.kind === 'usage-error' ? command.message.split('\n')[1] : undefined;
}

async function read(argv: readonly string[], input: string) {
	const catalog = createCatalog({
		readInput: async () => input,
		findPythonTasks: async path => (python ? await findPythonTasks(python, path) : {error: 'no Python found'}),
	});
	const command = await parse(
		argv,
		parseContext({catalog, isFile, isFolder, env: {TERM: 'xterm', LANG: 'en_GB.UTF-8'}}),
	);
	return {command, catalog};
}

const isFile = (path: string) => statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
const isFolder = (path: string) => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;

type Ended = Extract<TraceEvent, {type: 'task-ended'}>;

/** Returns how each planned task ended, by its name. */
export function endedTasks(trace: readonly TraceEvent[]): Readonly<Record<string, Ended>> {
	const [first] = trace;
	assert.ok(first?.type === 'run-described');
	const names = new Map(first.tasks.map(({id, name}) => [id, name]));
	return Object.fromEntries(
		trace.flatMap(event => {
			const name = event.type === 'task-ended' ? names.get(event.task) : undefined;
			return event.type === 'task-ended' && name !== undefined ? [[name, event]] : [];
		}),
	);
}

/** Returns when each planned task started and ended, in ms. */
export function startsAndEnds(trace: readonly TraceEvent[]): readonly (readonly [start: number, end: number])[] {
	const [first] = trace;
	assert.ok(first?.type === 'run-described');
	return first.tasks.map(({id}) => {
		const at = (type: 'task-started' | 'task-ended') =>
			trace.find(event => event.type === type && event.task === id)?.at ?? Number.NaN;
		return [at('task-started'), at('task-ended')];
	});
}

/** Returns the time from start to end of each planned task, in ms. */
export function latencies(trace: readonly TraceEvent[]): readonly number[] {
	return startsAndEnds(trace).map(([start, end]) => end - start);
}
