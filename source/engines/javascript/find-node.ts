import {execFile} from 'node:child_process';
import {accessSync, constants, realpathSync, statSync} from 'node:fs';
import {delimiter, join, resolve} from 'node:path';
import {missingVersion} from '../host/process/missing-version.ts';

/** The Node.js that runs the user's files. `version`: without the leading `v`. */
export type Node = {readonly executable: string; readonly version: string};

export type NodeSearch = {
	readonly env: {readonly [name: string]: string | undefined};
	readonly cwd: string;
	/** How long a Node.js may take to report its version, in ms. */
	readonly timeoutMs?: number;
	/** Ends the search when its result is no longer needed. */
	readonly signal?: AbortSignal;
};

/** The oldest Node.js that can be observed. */
const oldestNode = '20.19';

/**
 * Finds the Node.js that a shell would run: the first `node` on the `PATH`. If there is none, or it does not report a
 * version, returns the one that runs async-tui.
 */
export async function findNode({env, cwd, timeoutMs = 4000, signal}: NodeSearch): Promise<Node> {
	const own = {executable: process.execPath, version: process.versions.node};
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	const executable = (env.PATH ?? '')
		.split(delimiter)
		.filter(folder => folder !== '')
		.map(folder => join(resolve(cwd, folder), name))
		.find(isExecutable);
	if (executable === undefined || realpathSync(executable) === realpathSync(process.execPath)) {
		return own;
	}

	const version = await new Promise<string | undefined>(report => {
		// The shim of a version manager chooses a version by the working directory and the environment.
		execFile(executable, ['--version'], {cwd, env: {...env}, timeout: timeoutMs, signal}, (error, stdout) =>
			report(error ? undefined : /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1]),
		);
	});
	return version === undefined ? own : {executable, version};
}

/** Returns a sentence that says why a Node.js cannot run files. Undefined if it can. */
export function whyTooOld({executable, version}: Node): string | undefined {
	return missingVersion(`Node.js ${version}`, oldestNode) === undefined
		? undefined
		: `${executable} is Node.js ${version}: ${oldestNode} or later is required. Put a newer one first on PATH.`;
}

/** Whether a version of Node.js runs TypeScript by stripping its types. */
export function stripsTypes(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major === 22 ? minor >= 18 : major === 23 ? minor >= 6 : major > 23;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
