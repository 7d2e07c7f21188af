import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import type {Files} from './folder.ts';
import {withFolder} from './folder.ts';
import {runFile} from './run-file.ts';
import {eventsOf, written} from './run-program.ts';

/** A Python program. `beside`: files in its folder. `inFolder`: whether it runs there. */
export type AloneProgram = {
	readonly program: string;
	readonly beside?: Files;
	readonly inFolder?: boolean;
	readonly arguments?: readonly string[];
};

type Outcome = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs a program traced and with Python alone, each time in its own folder. Returns the trace and both outcomes. */
export async function runTracedAndAlone(python: string, {program, beside, inFolder, ...options}: AloneProgram) {
	const files = {'program.py': program, ...beside};
	const [trace, alone] = await Promise.all([
		withFolder(files, folder =>
			runFile(new URL('program.py', folder), {python, ...options, ...(inFolder && {folder, typed: 'program.py'})}),
		),
		withFolder(files, async folder => {
			const path = inFolder ? 'program.py' : fileURLToPath(new URL('program.py', folder));
			const args = [path, ...(options.arguments ?? [])];
			const child = spawn(python, args, {stdio: ['ignore', 'pipe', 'pipe'], ...(inFolder && {cwd: folder})});
			const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
			return {code, stdout, stderr};
		}),
	]);
	const code = eventsOf(trace, 'engine-exited')[0]?.code ?? null;
	const traced = {code, stdout: written(trace, 'stdout'), stderr: written(trace, 'stderr')};
	return {trace, traced: comparable(traced), alone: comparable(alone)};
}

/** Removes what differs from run to run: addresses, and the folder. */
function comparable({code, stdout, stderr}: Outcome): Outcome {
	const clean = (output: string) =>
		output.replaceAll(/0x[\da-f]+/g, '0x').replaceAll(/[^\s'"]*async-tui-[^/\\'"\s]*/g, 'FOLDER');
	return {code, stdout: clean(stdout), stderr: clean(stderr)};
}
