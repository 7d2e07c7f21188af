import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import type {Engine, Program, Run} from '../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {assertLawful} from './trace-laws.ts';

export type FileRun = Pick<Program, 'arguments' | 'folder' | 'maxMemory'> & {
	readonly engine?: Engine;
	readonly signal?: AbortSignal;
	/** Told of each event as it comes. */
	readonly on?: (event: TraceEvent, run: Run) => void;
	/** See `Engine.run`. */
	readonly releaseAt?: number;
};

/** The address of a program in `test/engines/javascript/programs`. */
export function programFile(name: string): URL {
	return new URL(`../engines/javascript/programs/${name}`, import.meta.url);
}

/** Runs a file as it is, in an engine of its own, and gives its trace, which is lawful. */
export async function runFile(url: URL, {engine = createJavaScriptEngine(), ...options}: FileRun = {}) {
	const name = basename(url.pathname);
	const {arguments: parameters, folder, maxMemory} = options;
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
		...(parameters && {arguments: parameters}),
		...(folder && {folder}),
		...(maxMemory !== undefined && {maxMemory}),
	};

	try {
		const run = engine.run(program, options.signal ?? new AbortController().signal, options.releaseAt);
		const trace: TraceEvent[] = [];
		for await (const event of run) {
			trace.push(event);
			options.on?.(event, run);
		}

		assertLawful(trace);
		return trace;
	} finally {
		await engine.close();
	}
}
