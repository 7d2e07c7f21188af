import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Call, Engine, Program, Run} from '../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import {programFolder} from '../../source/paths.ts';
import type {PlannedTask, TraceEvent} from '../../source/trace/event.ts';
import {assertLawful} from './trace-laws.ts';

/** A planned task, and how it is called if not by the exported function of its name without arguments. */
export type TestTask = Partial<PlannedTask> & {readonly id: string} & Partial<Omit<Call, 'task'>>;

export type TestRun = {
	/** The text of the scenario's program, or the name of one in `test/engines/javascript/programs`. */
	readonly program: string;
	readonly tasks: readonly (string | TestTask)[];
	/** The name of a strategy of the program; or the text of one, if it has blanks. */
	readonly strategy?: string;
	readonly limit?: number;
	readonly signal?: AbortSignal;
	/** Told of each event as it comes. */
	readonly on?: (event: TraceEvent, run: Run) => void;
	readonly engine?: Engine;
	/** See `Engine.run`. */
	readonly releaseAt?: number;
};

/** The tasks are those of a file as a user has it: it runs in its folder, over the real network. */
export type OwnRun = Omit<TestRun, 'program'> & {readonly own: URL; readonly maxMemory?: number};

/** Runs a program in an engine of its own, and gives its trace, which is lawful. */
export async function runProgram(test: TestRun | OwnRun): Promise<TraceEvent[]> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const engine = test.engine ?? createJavaScriptEngine();
	try {
		const run = engine.run(programOf(test, folder), test.signal ?? new AbortController().signal, test.releaseAt);
		const trace: TraceEvent[] = [];
		for await (const event of run) {
			trace.push(event);
			test.on?.(event, run);
		}

		assertLawful(trace);
		return trace;
	} finally {
		await engine.close();
		rmSync(folder, {recursive: true});
	}
}

export function programOf(test: TestRun | OwnRun, folder: string): Program {
	const {tasks, strategy = 'concurrent', limit} = test;
	const {own, maxMemory} = 'own' in test ? test : {};
	const program = 'own' in test ? '' : test.program;
	const fileOf = (name: string, text: string) => {
		const path = join(folder, name);
		writeFileSync(path, text);
		return pathToFileURL(path);
	};
	const files: Program['files'] = [
		strategy.includes(' ')
			? {name: 'strategy.mjs', role: 'strategy', url: fileOf('strategy.mjs', strategy)}
			: {
					name: `${strategy}.js`,
					role: 'strategy',
					url: new URL(`content/strategies/${strategy}/javascript.js`, programFolder),
				},
		own
			? {name: basename(own.pathname), role: 'scenario', url: own}
			: program.includes(' ')
				? {name: 'program.mjs', role: 'scenario', url: fileOf('program.mjs', program)}
				: {
						name: `${program}.js`,
						role: 'scenario',
						url: new URL(`../engines/javascript/programs/${program}.js`, import.meta.url),
					},
	];
	const wanted = tasks.map((task): TestTask => (typeof task === 'string' ? {id: task} : task));

	return {
		description: {
			form: 'tasks',
			scenario: {name: 'test', title: 'Test'},
			strategy: {name: strategy, title: strategy, total: 'settled'},
			source: own ? 'measured' : 'simulated',
			...(limit !== undefined && {limit}),
			seed: 1,
			tasks: wanted.map(({function: _, arguments: __, replies: ___, ...planned}) => ({name: planned.id, ...planned})),
			files: files.map(({name, role, url}) => ({name, role, text: readFileSync(url, 'utf8')})),
		},
		files,
		calls: wanted.map(task => ({
			task: task.id,
			function: task.function ?? task.id,
			arguments: task.arguments ?? [],
			replies: task.replies ?? [],
		})),
		...(own && {folder: new URL('.', own)}),
		...(maxMemory !== undefined && {maxMemory}),
	};
}

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** The events of a type, of one task if it is given. */
export function eventsOf<Type extends TraceEvent['type']>(
	trace: readonly TraceEvent[],
	type: Type,
	task?: string,
): readonly EventOf<Type>[] {
	return trace.filter(
		(event): event is EventOf<Type> =>
			event.type === type && (task === undefined || ('task' in event && event.task === task)),
	);
}

/** The only event of a type, of one task if it is given. */
export function eventOf<Type extends TraceEvent['type']>(
	trace: readonly TraceEvent[],
	type: Type,
	task?: string,
): EventOf<Type> {
	const events = eventsOf(trace, type, task);
	const [event] = events;
	if (!event || events.length > 1) {
		throw new Error(`${events.length} events ${type} ${task ?? ''}: ${JSON.stringify(trace, null, '\t')}`);
	}

	return event;
}
