import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import type {Engine, Program} from '../../source/engines/engine.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {withFolder} from './folder.ts';
import type {TestRun} from './run-program.ts';
import {engineFor, never, traceOf} from './run-program.ts';

export type FileRun = Pick<Program, 'typed' | 'arguments' | 'folder' | 'maxMemory'> &
	Pick<TestRun, 'python' | 'engine' | 'signal' | 'on' | 'releaseAt'>;

/** Returns the URL of a program in `test/engines/javascript/programs`. */
export function programFile(name: string): URL {
	return new URL(`../engines/javascript/programs/${name}`, import.meta.url);
}

/** Runs a file unchanged in its own engine. Checks the trace and returns it. */
export async function runFile(url: URL, options: FileRun = {}): Promise<TraceEvent[]> {
	const name = basename(url.pathname);
	const {python, typed, arguments: parameters, folder, maxMemory} = options;
	const program: Program = {
		description: {
			form: 'program',
			scenario: {name: 'test', title: 'Test'},
			strategy: {name: 'test', title: 'Test', total: 'settled'},
			source: 'measured',
			seed: 1,
			tasks: [],
			files: [{name, role: 'program', text: readFileSync(url, 'utf8')}],
		},
		files: [{name, role: 'program', url}],
		calls: [],
		...(typed !== undefined && {typed}),
		...(parameters && {arguments: parameters}),
		...(folder && {folder}),
		...(maxMemory !== undefined && {maxMemory}),
	};
	const engine: Engine = options.engine ?? engineFor(python);
	try {
		return await traceOf(engine.run(program, options.signal ?? never, options.releaseAt), options.on);
	} finally {
		await engine.close();
	}
}

/** Runs a file with the given text. */
export function runText({program, ...options}: FileRun & {readonly program: string}): Promise<TraceEvent[]> {
	const name = options.python === undefined ? 'main.mjs' : 'program.py';
	return withFolder({[name]: program}, folder => runFile(new URL(name, folder), options));
}
