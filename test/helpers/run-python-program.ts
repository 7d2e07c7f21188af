import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {pathToFileURL} from 'node:url';
import type {Run} from '../../source/engines/engine.ts';
import {createPythonEngine} from '../../source/engines/python/engine.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {runFile} from './run-file.ts';
import {eventsOf} from './run-program.ts';

export type ProgramTest = {
	readonly python: string;
	/** The text of the program. */
	readonly program: string;
	/** Texts of files beside it, by name. */
	readonly beside?: Readonly<Record<string, string>>;
	readonly arguments?: readonly string[];
	readonly maxMemory?: number;
	/** Whether it runs in its own folder. */
	readonly inFolder?: boolean;
	readonly signal?: AbortSignal;
	/** Told of each event as it comes. */
	readonly on?: (event: TraceEvent, run: Run) => void;
};

/** Runs a Python program as it is, in an engine of its own, and gives its trace, which is lawful. */
export async function runPythonProgram(test: ProgramTest): Promise<TraceEvent[]> {
	return await inFolder(test, async (file, folder) => {
		const engine = createPythonEngine({named: test.python, env: process.env, cwd: folder});
		return await runFile(pathToFileURL(file), {
			engine,
			...(test.arguments && {arguments: test.arguments}),
			...(test.inFolder && {folder: pathToFileURL(folder)}),
			...(test.maxMemory !== undefined && {maxMemory: test.maxMemory}),
			...(test.signal && {signal: test.signal}),
			...(test.on && {on: test.on}),
		});
	});
}

export type Outcome = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** What it does traced, and what Python does with it alone. */
export async function both(test: ProgramTest): Promise<{trace: TraceEvent[]; traced: Outcome; alone: Outcome}> {
	const [trace, alone] = await Promise.all([runPythonProgram(test), runAlone(test)]);
	const exit = eventsOf(trace, 'engine-exited')[0];
	const traced = {code: exit?.code ?? null, stdout: written(trace, 'stdout'), stderr: written(trace, 'stderr')};
	return {trace, traced: comparable(traced), alone: comparable(alone)};
}

/** All that was written to a standard stream. */
export function written(trace: readonly TraceEvent[], stream: 'stdout' | 'stderr'): string {
	return eventsOf(trace, 'output-written')
		.filter(event => event.stream === stream)
		.map(event => event.text)
		.join('');
}

async function runAlone(test: ProgramTest): Promise<Outcome> {
	return await inFolder(test, async (file, folder) => {
		const child = spawn(test.python, [file, ...(test.arguments ?? [])], {
			stdio: ['ignore', 'pipe', 'pipe'],
			...(test.inFolder && {cwd: folder}),
		});
		const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
		return {code, stdout, stderr};
	});
}

/** Without what differs from run to run: addresses, and the folder. */
function comparable({code, stdout, stderr}: Outcome): Outcome {
	const clean = (said: string) =>
		said.replaceAll(/0x[\da-f]+/g, '0x').replaceAll(/[^\s'"]*async-tui-[^/\\'"\s]*/g, 'FOLDER');
	return {code, stdout: clean(stdout), stderr: clean(stderr)};
}

async function inFolder<Result>(test: ProgramTest, use: (file: string, folder: string) => Promise<Result>) {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'async-tui-')));
	try {
		for (const [name, said] of Object.entries({'program.py': test.program, ...test.beside})) {
			writeFileSync(join(folder, name), said);
		}

		return await use(join(folder, 'program.py'), folder);
	} finally {
		rmSync(folder, {recursive: true});
	}
}
