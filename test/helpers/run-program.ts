import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Call, Engine, Program, Run} from '../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import {createEngineWith} from '../../source/engines/python/engine.ts';
import {programFolder} from '../../source/paths.ts';
import type {PlannedTask, TraceEvent} from '../../source/trace/event.ts';
import {eachEvent} from './events.ts';
import {assertLawful} from './trace-laws.ts';

/** A planned task, and how to call it; by default, by the exported function of its name without arguments. */
export type TestTask = Partial<PlannedTask> & {readonly id: string} & Partial<Omit<Call, 'task'>>;

export type TestRun = {
	/** The Python to run it in. Undefined: Node.js. */
	readonly python?: string | undefined;
	/** The text of the scenario's program, or the name of one in `test/engines/{javascript,python}/programs`. */
	readonly program: string;
	readonly tasks: readonly (string | TestTask)[];
	/**
	 * The name of a built-in strategy, or the text of one if it contains blanks. In Python its function is `strategy`.
	 */
	readonly strategy?: string;
	readonly limit?: number;
	readonly signal?: AbortSignal;
	/** Called with each event as it arrives. */
	readonly on?: (event: TraceEvent, run: Run) => void;
	readonly engine?: Engine;
	/** See `Engine.run`. */
	readonly releaseAt?: number;
};

/** Tasks of a user's file, which runs in its folder, over the real network. */
export type OwnRun = Omit<TestRun, 'program'> & {readonly own: URL; readonly maxMemory?: number};

/** Runs a program in its own engine. Checks the trace and returns it. */
export async function runProgram(test: TestRun | OwnRun): Promise<TraceEvent[]> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const engine = test.engine ?? engineFor(test.python);
	try {
		return await traceOf(engine.run(programOf(test, folder), test.signal ?? never, test.releaseAt), test.on);
	} finally {
		await engine.close();
		rmSync(folder, {recursive: true});
	}
}

/** Creates an engine for a Python, or for Node.js if none is named. */
export function engineFor(python: string | undefined): Engine {
	return python === undefined ? createJavaScriptEngine() : createEngineWith({executable: python});
}

export const never = new AbortController().signal;

/** Collects the whole trace of a run, and checks it. */
export async function traceOf(run: Run, on?: TestRun['on']): Promise<TraceEvent[]> {
	const trace: TraceEvent[] = [];
	for await (const event of eachEvent(run)) {
		trace.push(event);
		on?.(event, run);
	}

	assertLawful(trace);
	return trace;
}

export function programOf(test: TestRun | OwnRun, folder: string): Program {
	const {tasks, strategy = 'concurrent', limit} = test;
	const {own, maxMemory} = 'own' in test ? test : {};
	const [language, extension, textExtension] =
		test.python === undefined ? ['javascript', 'js', 'mjs'] : ['python', 'py', 'py'];
	const fileOf = (role: 'strategy' | 'scenario', source: string, ours: URL) => {
		if (!isText(source)) return {name: `${source}.${extension}`, role, url: ours};
		const name = `${role === 'strategy' ? role : 'program'}.${textExtension}`;
		writeFileSync(join(folder, name), source);
		return {name, role, url: pathToFileURL(join(folder, name))};
	};
	const files: Program['files'] = [
		fileOf('strategy', strategy, new URL(`content/strategies/${strategy}/${language}.${extension}`, programFolder)),
		'own' in test
			? {name: basename(test.own.pathname), role: 'scenario', url: test.own}
			: fileOf(
					'scenario',
					test.program,
					new URL(`../engines/${language}/programs/${test.program}.${extension}`, import.meta.url),
				),
	];
	const wanted = tasks.map((task): TestTask => (typeof task === 'string' ? {id: task} : task));

	return {
		description: {
			form: 'tasks',
			scenario: {name: 'test', title: 'Test'},
			strategy: {name: isText(strategy) ? 'strategy' : strategy, title: strategy, total: 'settled'},
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

const isText = (source: string) => source.includes(' ');

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Returns the events of a type; of one task if it is given. */
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

/** Joins everything that was written; to one of the standard streams if it is given. */
export function written(trace: readonly TraceEvent[], stream?: 'stdout' | 'stderr'): string {
	const events = eventsOf(trace, 'output-written').filter(event => stream === undefined || event.stream === stream);
	return events.map(({text}) => text).join('');
}

/** Returns the only event of a type; of one task if it is given. */
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
