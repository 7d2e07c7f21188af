import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {programFolder} from '../../paths.ts';
import type {OtherProcess} from './inspect-process.ts';

const tracer = new URL('engines/python/attached.py', programFolder);

/** Runs a file in another process, at the next instruction of its main thread. */
const execute = 'import sys; sys.remote_exec(int(sys.argv[1]), sys.argv[2])';

/** Where the host listens, its token, and the instant of `at: 0`, in ms of the monotonic clock. */
export type Address = {readonly path: string; readonly token: string; readonly origin: number};

/** The file that a process has been asked to run, which it reads when its main thread runs next. */
export type Request = {
	readonly file: string;
	/** Removes the file, which the process has read. */
	readonly remove: () => void;
	/** Leaves a file that only removes itself, because the process would report a missing one. */
	readonly withdraw: () => void;
};

/**
 * Has a Python process, which runs already, connect to that address. Its own executable asks it to, because both must
 * have the same version. Returns one line that says why it cannot be done.
 */
export async function attachToPython(
	pid: number,
	{executable, name, command}: OtherProcess,
	address: Address,
): Promise<Request | {readonly error: string}> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const remove = () => rmSync(folder, {recursive: true, force: true});
	const file = join(folder, 'attached.py');
	writeFileSync(file, scriptFor(address));
	const problem = await new Promise<string | undefined>(resolve => {
		execFile(executable ?? name ?? '', ['-I', '-c', execute, String(pid), file], (error, _, stderr) => {
			resolve(error ? stderr.trim().split('\n').at(-1) || error.message : undefined);
		});
	});
	if (problem === undefined) {
		return {file, remove, withdraw: () => writeFileSync(file, removal(file, folder))};
	}

	remove();
	return {
		error: problem.includes("no attribute 'remote_exec'")
			? `${name} cannot be attached to, only Python 3.14 and later. Start it as: async-tui -- ${command.join(' ')}`
			: `process ${pid} cannot be attached to: ${problem}`,
	};
}

/** Returns the Python file that removes itself and its folder. It adds no name to the module that runs it. */
function removal(file: string, folder: string): string {
	const remove = (how: string, what: string) => `__import__("os").${how}(${JSON.stringify(what)})\n`;
	return remove('remove', file) + remove('rmdir', folder);
}

/** Returns the Python file that observes the process that runs it. */
export function scriptFor({path, token, origin}: Address): string {
	const address = [path, token, origin].map(value => JSON.stringify(value)).join(', ');
	return `_async_tui_address = (${address})\n${readFileSync(tracer, 'utf8')}`;
}
