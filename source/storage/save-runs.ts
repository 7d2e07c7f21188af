import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {describeSystemError} from '../text/system-error.ts';
import type {Trace} from '../trace/trace.ts';
import {writeOutput} from './output-file.ts';
import type {SavedParts} from './saved-line.ts';
import {savedLine} from './saved-line.ts';

/**
 * Writes runs to a file, one event per line, without secrets. Rejects with the system's error; with EEXIST if the file
 * exists, unless `replace`.
 */
export async function saveRuns(
	file: string,
	traces: readonly Trace[],
	{replace = false, ...parts}: SavedParts & {readonly replace?: boolean} = {},
): Promise<void> {
	await writeOutput(file, lines(traces, parts), {replace});
}

/** Saves runs to a new file in a folder. Resolves with its name. */
export function saveRunsIn(folder: string, traces: readonly Trace[], parts: SavedParts = {}): Promise<string> {
	return saveInFolder(folder, traces, 'ndjson', file => saveRuns(file, traces, parts));
}

/**
 * Saves any export of runs to a new file in a folder. Resolves with its name. `write` must reject with EEXIST if the
 * file exists.
 */
export async function saveInFolder(
	folder: string,
	traces: readonly Trace[],
	extension: string,
	write: (file: string) => Promise<void>,
): Promise<string> {
	const name = nameFor(traces);
	for (let number = 1; ; number++) {
		const file = `${number === 1 ? name : `${name}-${number}`}.${extension}`;
		try {
			await write(join(folder, file));
			return file;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
				throw error;
			}
		}
	}
}

/** The name that `saveInFolder` would choose now. */
export async function unusedName(folder: string, traces: readonly Trace[], extension: string): Promise<string> {
	const names = new Set(await readdir(folder));
	const name = nameFor(traces);
	let file = `${name}.${extension}`;
	for (let number = 2; names.has(file); number++) {
		file = `${name}-${number}.${extension}`;
	}

	return file;
}

/** Saves runs to the current folder. Resolves with a sentence on the result. */
export async function saveWithNotice(
	traces: readonly Trace[],
	isRunning: boolean,
	parts: SavedParts = {},
): Promise<string> {
	if (traces.length === 0) {
		return 'Nothing to save: no run yet.';
	}

	try {
		const file = await saveRunsIn('.', traces, parts);
		return `Saved${isRunning ? ' so far' : ''}. Replay it: async-tui ${file}`;
	} catch (error) {
		return formatSaveError(error);
	}
}

/** Formats the notice on a file that could not be written. */
export function formatSaveError(error: unknown): string {
	return `Not saved: ${describeSystemError(error)}.`;
}

/**
 * The name for a file of runs: `async-tui-dashboard-concurrent-javascript`. Names in a trace can be anything, so only
 * letters and digits are used.
 */
function nameFor(traces: readonly Trace[]): string {
	const several = (word: string, names: readonly string[]) => (new Set(names).size > 1 ? word : (names[0] ?? ''));
	const runs = traces.map(([description]) => description);
	const strategy = several(
		'compared',
		runs.map(({strategy: {name}}) => name),
	);
	const language = several(
		'both',
		runs.map(each => each.language),
	);
	return ['async-tui', runs[0]?.scenario.name ?? '', strategy, language]
		.map(word =>
			word
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, '-')
				.replace(/^-|-$/g, '')
				.slice(0, maxWordLength),
		)
		.filter(word => word !== '')
		.join('-');
}

const maxWordLength = 40;

function* lines(traces: readonly Trace[], parts: SavedParts): Generator<string> {
	for (const event of traces.flat()) {
		yield savedLine(event, parts);
	}
}
