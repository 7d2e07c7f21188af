import {readFileSync} from 'node:fs';
import type {PythonResult} from '../../engines/python/find-python.ts';
import {findPython} from '../../engines/python/find-python.ts';
import {programFolder} from '../../paths.ts';
import {printable} from '../../text/printable.ts';
import type {Environment} from '../args/color-level.ts';
import type {VersionCommand} from '../command.ts';
import type {Deps} from '../deps.ts';
import {printText} from '../write-stream.ts';

/** `async-tui --version`: prints the version; with `--verbose`, also the system that it runs on. */
export async function runVersion({verbose, python}: VersionCommand, deps: Deps): Promise<number> {
	const {env, pythonSearch, streams, system} = deps;
	const details = verbose && {
		...system,
		python: await findPython(pythonSearch(python)),
		env,
		size: streams.stdout.isTTY ? streams.stdout : undefined,
	};
	return await printText(streams.stdout, versionText(packageVersion(), details || undefined));
}

/** The facts about the system in a bug report. */
export type System = {
	readonly node: string;
	readonly python: PythonResult;
	/** `linux x64 6.1.0`. */
	readonly platform: string;
	readonly env: Environment;
	/** The size of the terminal. Undefined if there is none. */
	readonly size: {readonly columns: number; readonly rows: number} | undefined;
};

/** Reads the version of this program from its package.json. */
export function packageVersion(): string {
	const {version} = JSON.parse(readFileSync(new URL('../package.json', programFolder), 'utf8')) as {version: string};
	return version;
}

/** Formats `async-tui 0.1.0`, and the system, one fact per line. */
export function versionText(version: string, system?: System): string {
	return [`async-tui ${version}`, ...(system ? details(system) : []), ''].join('\n');
}

function details({node, python, platform, env, size}: System): readonly string[] {
	const set = reportedVariables.flatMap(name => (env[name] ? [`${name}=${env[name]}`] : []));
	const isThere = size ? `${size.columns}x${size.rows}` : 'none';
	return [
		`node ${node}`,
		'python' in python
			? `python ${python.version}, ${python.python.executable}, found via ${python.as}`
			: `python none: ${python.none}`,
		`platform ${platform}`,
		`terminal ${[isThere, ...set].join(', ')}`,
	].map(printable);
}

/** The environment variables that change what is drawn. None is a secret. */
const reportedVariables = [
	...([
		'TERM',
		'COLORTERM',
		'TERM_PROGRAM',
		'TERM_PROGRAM_VERSION',
		'COLORFGBG',
		'LC_ALL',
		'LC_CTYPE',
		'LANG',
	] as const),
	...(['NO_COLOR', 'FORCE_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE', 'REDUCED_MOTION', 'FORCE_HYPERLINK', 'CI'] as const),
];
