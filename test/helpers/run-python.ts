import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Program} from '../../source/engines/engine.ts';
import {createPythonEngine} from '../../source/engines/python/engine.ts';
import {programFolder} from '../../source/paths.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {OwnRun, TestRun, TestTask} from './run-program.ts';
import {assertLawful} from './trace-laws.ts';

/**
 * Runs a Python program in an engine of its own, and gives its trace, which is lawful. `program`: the text of the file, or
 * the name of one in `test/engines/python/programs`. `strategy`: the name of one of ours, or the text of one, whose function is `strategy`.
 */
export async function runPython(test: (TestRun | OwnRun) & {readonly python: string}): Promise<TraceEvent[]> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const engine = createPythonEngine({named: test.python, env: process.env, cwd: folder});
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
	const isText = strategy.includes(' ');
	const files: Program['files'] = [
		isText
			? {name: 'strategy.py', role: 'strategy', url: fileOf('strategy.py', strategy)}
			: {
					name: `${strategy}.py`,
					role: 'strategy',
					url: new URL(`content/strategies/${strategy}/python.py`, programFolder),
				},
		own
			? {name: basename(own.pathname), role: 'scenario', url: own}
			: program.includes(' ')
				? {name: 'program.py', role: 'scenario', url: fileOf('program.py', program)}
				: {
						name: `${program}.py`,
						role: 'scenario',
						url: new URL(`../engines/python/programs/${program}.py`, import.meta.url),
					},
	];
	const wanted = tasks.map((task): TestTask => (typeof task === 'string' ? {id: task} : task));

	return {
		description: {
			form: 'tasks',
			scenario: {name: 'test', title: 'Test'},
			strategy: {name: isText ? 'strategy' : strategy, title: strategy, total: 'settled'},
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
