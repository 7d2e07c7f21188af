import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Failure} from '../../trace/event.ts';
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
			return {failure: error instanceof SyntaxError ? syntaxError(error, url, positions) : failures.of(error)};
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

/** The error of a module has no position; that of `node --check` has. */
function syntaxError({name, message}: SyntaxError, url: string, positions: Positions): Failure {
	const path = fileURLToPath(url);
	const {stderr} = spawnSync(process.execPath, ['--check', path], {encoding: 'utf8', timeout: 5000});
	const line = /^(?:file:\/\/)?\/?.+:(\d+)$/m.exec(stderr)?.[1];
	return {name, message, ...(line !== undefined && {place: positions.place(url, Number(line), 1)})};
}
