import {spawnSync} from 'node:child_process';
import {basename} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Failure, Place} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import type {Failures} from './failures.ts';
import type {ScenarioFunction, TaskFunction} from './planned-tasks.ts';
import type {Positions} from './tracing/source-positions.ts';

/** What a program's files export. */
export type LoadedProgram = {
	readonly strategy: (
		tasks: readonly TaskFunction[],
		options: {readonly limit: number | undefined; readonly signal: AbortSignal},
	) => unknown;
	/** The function of each call, in the same order. */
	readonly functions: readonly ScenarioFunction[];
};

/**
 * Imports the program's files, which runs their top level. Returns a failure if a file cannot be loaded or lacks an
 * export.
 */
export async function loadProgram(
	{files, calls}: RunCommand,
	failures: Failures,
	positions: Positions,
): Promise<LoadedProgram | {readonly failure: Failure}> {
	const loaded = [];
	for (const {name, role, url} of files) {
		const old = whyUnsupported(fileURLToPath(url));
		if (old) {
			return {failure: old};
		}

		try {
			const exported: Exports = await import(url);
			loaded.push({name, role, exported});
		} catch (error) {
			return {failure: loadingFailure(error, url, failures, positions)};
		}
	}

	const strategy = loaded.find(({role}) => role === 'strategy');
	const start = strategy?.exported.default;
	if (typeof start !== 'function') {
		return missing(`${strategy?.name} has no default export that is a function`);
	}

	const scenario = loaded.find(({role}) => role === 'scenario');
	const functions: ScenarioFunction[] = [];
	for (const call of calls) {
		const exported = scenario && functionOf(scenario.exported, call.function);
		if (!exported) {
			return missing(`${scenario?.name} exports no function "${call.function}"`);
		}

		functions.push(exported);
	}

	return {strategy: start as LoadedProgram['strategy'], functions};
}

type Exports = Readonly<Record<string, unknown>>;

/**
 * Returns a named export, or the property of that name of the default export, which is what `module.exports` becomes.
 * Undefined if neither is a function.
 */
function functionOf(exported: Exports, name: string): ScenarioFunction | undefined {
	const whole = exported.default;
	const within =
		typeof whole === 'object' || typeof whole === 'function' ? (whole as Exports | null)?.[name] : undefined;
	return [exported[name], within].find((value): value is ScenarioFunction => typeof value === 'function');
}

function missing(message: string) {
	return {failure: {name: 'MissingExport', message}};
}

/** Changes to the folder of the program. Returns a failure if that is impossible. */
export function enterFolder({folder}: RunCommand, failures: Failures): Failure | undefined {
	try {
		if (folder !== undefined) {
			process.chdir(fileURLToPath(folder));
		}

		return undefined;
	} catch (error) {
		return failures.of(error);
	}
}

/** Returns why this Node.js cannot run a file of that name. Undefined if it can. */
export function whyUnsupported(path: string): Failure | undefined {
	return /\.[cm]?ts$/.test(path) && !process.features.typescript
		? {name: 'Unsupported', message: `Node.js ${process.versions.node} does not run TypeScript: use 22.18 or later`}
		: undefined;
}

/**
 * Describes on one line why a file could not be loaded. A module's syntax error has no position, so the position comes
 * from `node --check`.
 */
export function loadingFailure(reason: unknown, url: string, failures: Failures, positions: Positions): Failure {
	const failure = failures.of(reason);
	const {code, message: text} = reason instanceof Error ? (reason as NodeJS.ErrnoException) : {};
	const message = notFound(code, text) ?? unsupported(code, text) ?? failure.message.split('\n', 1).join();
	if (!(reason instanceof SyntaxError)) {
		return {...failure, message};
	}

	const place = syntaxErrorPlace(String(reason.stack), positions) ?? syntaxErrorPlace(check(url), positions);
	return {...failure, message, ...(place && {place})};
}

/** Returns what to do about a missing package. Undefined for other errors. */
function notFound(code: string | undefined, message = ''): string | undefined {
	if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') {
		return undefined;
	}

	const [, name = '', module, common] =
		/^Cannot find (?:package|module) '([^']+)'(?: imported from (.+)|\nRequire stack:\n- (.+))?/.exec(message) ?? [];
	const importer = basename(module ?? common ?? '');
	if (importer === '' || /^(?:\.|\/|[A-Za-z]:|file:)/.test(name)) {
		return undefined;
	}

	const paths = 'tsconfig.json "paths" are not read';
	if (/^(?:@\/|~)/.test(name)) {
		return `cannot find "${name}" imported from ${importer}: ${paths}`;
	}

	const install = `cannot find package "${name}" imported from ${importer}: run npm install in its directory`;
	return /\.[cm]?ts$/.test(importer) ? `${install} (${paths})` : install;
}

/** Describes TypeScript syntax that cannot be stripped, such as enums. Undefined for other errors. */
function unsupported(code: string | undefined, message = ''): string | undefined {
	return code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
		? `${message.split('\n', 1).join()}: Node.js runs TypeScript only if its types can be stripped`
		: undefined;
}

/** Returns the place of a syntax error: Node.js writes the file and line above the error. */
function syntaxErrorPlace(text: string, positions: Positions): Place | undefined {
	const [, file, line] = /^((?:file:|\/|[A-Z]:\\).+):(\d+)$/m.exec(text) ?? [];
	return file === undefined ? undefined : positions.place(file, Number(line), 1);
}

function check(url: string): string {
	return spawnSync(process.execPath, ['--check', fileURLToPath(url)], {encoding: 'utf8', timeout: 5000}).stderr;
}
