import {execFile} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {delimiter, dirname, join, resolve} from 'node:path';

/** A Python that is new enough: its own executable, not the shim of a version manager. */
export type Python = {readonly executable: string};

/** `as`: the name under which it was found. `none`: one line on what was tried and how to name a Python. */
export type PythonResult =
	| {readonly python: Python; readonly version: string; readonly as: string}
	| {readonly none: string};

export type Environment = {readonly [name: string]: string | undefined};

export type PythonSearch = {
	/** The Python that the user has named. No other is tried. */
	readonly named?: string | undefined;
	readonly env: Environment;
	readonly cwd: string;
	/** The folder of the file to run. An environment in it or above comes before one in `cwd` or above. */
	readonly folder?: string | undefined;
	readonly platform?: NodeJS.Platform;
	/** How long a Python may take to report its version, in ms. */
	readonly patience?: number;
	/** Ends the search when its result is no longer needed. */
	readonly signal?: AbortSignal;
	/** What earlier searches found. A version manager can take longer to name its Python than Python to start. */
	readonly found?: FoundPythons;
};

/** Pythons by where they were searched for. */
export type FoundPythons = Map<string, PythonResult>;

type Candidate = readonly [file: string, ...parameters: string[]];

const oldest = [3, 9] as const;

/** Runs on any Python since 2.6. */
const probeScript =
	'import sys; sys.stdout.write("async-tui/%d/%d/%d/%s" % (tuple(sys.version_info[:3]) + (sys.executable,)))';

/**
 * Finds Python 3.9 or later: the one that the user named, or ASYNC_TUI_PYTHON. Otherwise tries, in this order, the
 * active virtual environment, each `.venv` from the file's folder upwards, each from `cwd` upwards, and then the search
 * path.
 */
export async function findPython(search: PythonSearch): Promise<PythonResult> {
	const {env, cwd, folder = cwd, platform = process.platform, patience = 10_000, signal, found} = search;
	const named = search.named || env.ASYNC_TUI_PYTHON;
	const where = JSON.stringify([named ?? '', resolve(cwd), resolve(folder)]);
	const known = found?.get(where);
	if (known) {
		return known;
	}

	const options: ProbeOptions = {env, timeout: patience, signal};
	const tried: string[] = [];
	const all: readonly Candidate[] = named ? [[named]] : candidates(search, platform);
	for (const candidate of all) {
		if (signal?.aborted) {
			break;
		}

		const reply = (await opensDialog(candidate, platform, options))
			? {why: 'needs the Xcode command line tools'}
			: await probe(candidate, options);
		if ('python' in reply) {
			const result = {...reply, as: candidate.join(' ')};
			found?.set(where, result);
			return result;
		}

		tried.push(`${candidate.join(' ')}: ${reply.why}`);
	}

	const advice = named
		? 'Choose one that is 3.9 or later'
		: 'Install Python 3.9 or later, or point to one with --python PATH or ASYNC_TUI_PYTHON';
	return {none: `no usable Python: ${tried.join('; ')}. ${advice}.`};
}

function candidates({env, cwd, folder = cwd}: PythonSearch, platform: NodeJS.Platform): readonly Candidate[] {
	const inEnvironment = platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');
	const above = [...upwards(folder), ...upwards(cwd)].map(path => join(path, '.venv'));
	const environments = [...new Set([...(env.VIRTUAL_ENV ? [env.VIRTUAL_ENV] : []), ...above])]
		.map(home => join(home, inEnvironment))
		.filter(isExecutable)
		.map((file): Candidate => [file]);
	return [...environments, ...(platform === 'win32' ? ([['py', '-3']] as const) : []), ['python3'], ['python']];
}

/** Returns a folder and all its ancestors, closest first. */
function upwards(folder: string): readonly string[] {
	const path = resolve(folder);
	const parent = dirname(path);
	return parent === path ? [path] : [path, ...upwards(parent)];
}

/** Returns whether this is Apple's Python on a Mac without the developer tools, which only opens a dialog. */
async function opensDialog([file]: Candidate, platform: NodeJS.Platform, options: ProbeOptions): Promise<boolean> {
	if (platform !== 'darwin') {
		return false;
	}

	const found = (options.env.PATH ?? '').split(delimiter).find(folder => isExecutable(join(folder, file)));
	const isApple = file === '/usr/bin/python3' || found === '/usr/bin';
	return isApple && (await runProbe('xcode-select', ['-p'], options)).error !== null;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

type ProbeOptions = {readonly env: Environment; readonly timeout: number; readonly signal: AbortSignal | undefined};
type ProbeAnswer = {
	readonly error: (Error & {code?: unknown; killed?: boolean}) | null;
	readonly stdout: string;
	readonly stderr: string;
};

function runProbe(
	file: string,
	parameters: readonly string[],
	{env, timeout, signal}: ProbeOptions,
): Promise<ProbeAnswer> {
	const options = {timeout, signal, killSignal: 'SIGKILL', windowsHide: true, env: {...env}} as const;
	return new Promise(resolve => {
		const child = execFile(file, parameters, options, (error, stdout, stderr) => resolve({error, stdout, stderr}));
		child.stdin?.end();
	});
}

async function probe(
	[file, ...parameters]: Candidate,
	options: ProbeOptions,
): Promise<{python: Python; version: string} | {why: string}> {
	const {error, stdout, stderr} = await runProbe(file, [...parameters, '-c', probeScript], options);
	const [, major, minor, patch, executable] = /async-tui\/(\d+)\/(\d+)\/(\d+)\/(.+)/.exec(stdout) ?? [];
	if (executable === undefined) {
		return {why: error ? formatProbeError(error, stderr, options.timeout) : 'is not Python'};
	}

	const version = `${major}.${minor}.${patch}`;
	return isTooOld(Number(major), Number(minor)) ? {why: `too old (${version})`} : {python: {executable}, version};
}

function isTooOld(major: number, minor: number): boolean {
	return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
}

function formatProbeError(error: NonNullable<ProbeAnswer['error']>, stderr: string, patience: number): string {
	if (error.code === 'ENOENT') {
		return 'not found';
	}

	if (error.killed) {
		return `no answer within ${patience / 1000} s`;
	}

	const [reason] = stderr.trim().split('\n');
	return reason ? reason.slice(0, 100) : `cannot start (${error.code})`;
}
