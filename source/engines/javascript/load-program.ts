import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Failure, Place} from '../../trace/event.ts';
import type {RunCommand} from '../protocol.ts';
import type {Positions} from './call-site.ts';
import type {Failures} from './failure.ts';
import type {ScenarioFunction, TaskFunction} from './planned.ts';

/** What a program's files export. */
export type LoadedProgram = {
	readonly strategy: (
		tasks: readonly TaskFunction[],
		options: {readonly limit: number | undefined; readonly signal: AbortSignal},
	) => unknown;
	/** What each call calls, in the same order. */
	readonly functions: readonly ScenarioFunction[];
};

/** Imports the program's files, which runs their top level. Gives a failure when one cannot be loaded or lacks an export. */
export async function loadProgram(
	{files, calls}: RunCommand,
	failures: Failures,
	positions: Positions,
): Promise<LoadedProgram | {readonly failure: Failure}> {
	const loaded = [];
	for (const {name, role, url} of files) {
		try {
			const exported: Record<string, unknown> = await import(url);
			loaded.push({name, role, exported});
		} catch (error) {
			return {failure: loadingFailure(error, url, failures, positions)};
		}
	}

	const strategy = loaded.find(({role}) => role === 'strategy');
	const start = strategy?.exported.default;
	if (typeof start !== 'function') {
		return missing(`${strategy?.name} exports no function as its default`);
	}

	const scenario = loaded.find(({role}) => role === 'scenario');
	const functions: ScenarioFunction[] = [];
	for (const call of calls) {
		const exported = scenario?.exported[call.function];
		if (typeof exported !== 'function') {
			return missing(`${scenario?.name} exports no function "${call.function}"`);
		}

		functions.push(exported as ScenarioFunction);
	}

	return {strategy: start as LoadedProgram['strategy'], functions};
}

function missing(message: string) {
	return {failure: {name: 'MissingExport', message}};
}

/** Why a file could not be loaded, on one line. The error of a module's syntax has no position; that of `node --check` has. */
export function loadingFailure(reason: unknown, url: string, failures: Failures, positions: Positions): Failure {
	const failure = failures.of(reason);
	const message = failure.message.split('\n', 1).join();
	if (!(reason instanceof SyntaxError)) {
		return {...failure, message};
	}

	const place = firstLine(String(reason.stack), positions) ?? firstLine(check(url), positions);
	return {...failure, message, ...(place && {place})};
}

/** Node.js writes the file and line of an error of syntax above it. */
function firstLine(text: string, positions: Positions): Place | undefined {
	const [, file, line] = /^((?:file:|\/|[A-Z]:\\).+):(\d+)$/m.exec(text) ?? [];
	return file === undefined ? undefined : positions.place(file, Number(line), 1);
}

function check(url: string): string {
	return spawnSync(process.execPath, ['--check', fileURLToPath(url)], {encoding: 'utf8', timeout: 5000}).stderr;
}
