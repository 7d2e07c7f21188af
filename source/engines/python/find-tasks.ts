import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {programFolder} from '../../paths.ts';
import type {Python} from './find-python.ts';

const script = fileURLToPath(new URL('engines/python/find_tasks.py', programFolder));

const line = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const pythonTasks = v.union([
	v.object({
		/** The public top-level async functions that can be called without arguments, in order. */
		tasks: v.array(v.object({name: v.string(), function: v.string(), line})),
		/**
		 * The line at which the file starts something by itself. Absent if the file only defines names. `guarded`: by a
		 * condition such as `if __name__ == "__main__"`, so that an import does not start it.
		 */
		starts: v.optional(v.object({line, guarded: v.boolean()})),
	}),
	v.object({
		/** Why the file cannot be run, as the rest of a sentence. */
		error: v.string(),
		line: v.optional(line),
	}),
]);

/** The tasks of a Python file, or what is wrong with it. */
export type PythonTasks = v.InferOutput<typeof pythonTasks>;

/**
 * Finds the tasks of a Python file from its text, as that Python parses it; no code of the file runs. Never throws:
 * `error` reports what is wrong with the file or with that Python. `patience`: how long it may take, in ms.
 */
export function findPythonTasks({executable}: Python, path: string, patience = 10_000): Promise<PythonTasks> {
	// Isolated, so that no module of the current folder replaces one of the standard library.
	const parameters = ['-I', '-S', '-B', script, path];
	return new Promise(resolve => {
		execFile(executable, parameters, {timeout: patience, killSignal: 'SIGKILL', windowsHide: true}, (error, stdout) => {
			resolve(
				error
					? {error: `${executable} cannot parse it: ${whyNot(error, patience)}`}
					: v.parse(pythonTasks, JSON.parse(stdout)),
			);
		});
	});
}

function whyNot(error: Error & {killed?: boolean}, patience: number): string {
	return error.killed
		? `no answer within ${patience / 1000} s`
		: (error.message.trim().split('\n').at(-1) ?? error.name);
}
