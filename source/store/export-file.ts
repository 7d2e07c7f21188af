import {rm, writeFile} from 'node:fs/promises';
import type {ExportOptions} from '../exports/export-runs.ts';
import {runInSlices} from '../exports/time-slicing.ts';
import {formatSaveError, saveInFolder, unusedName} from '../storage/save-runs.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import {createCatalog} from '../workloads/catalog.ts';
import {replayProps} from './replay-props.ts';

export type FileExportOptions = ExportOptions & {
	/** What is shown of the runs, in ms on their clock; undefined: all that has come. */
	readonly moment: number | undefined;
	/** Aborted, nothing is left of the file. */
	readonly signal?: AbortSignal;
	/** Called again and again with the name of the file, and how much of it is done, 0 to 1. */
	readonly onProgress?: (file: string, done: number) => void;
};

/**
 * Writes the runs that are shown to a folder, under a name that it does not have yet, and says in one sentence what came of it. The
 * thread is never held for long; what comes of the runs meanwhile is not in the file.
 */
export async function exportToFile(
	traces: readonly Trace[],
	folder: string,
	extension: string,
	catalog: Pick<Catalog, 'entry'>,
	{signal = new AbortController().signal, onProgress = () => {}, ...options}: FileExportOptions,
): Promise<string> {
	const [first, ...rest] = traces.map(([description, ...events]): Trace => [description, ...events]);
	if (!first) {
		return 'Nothing to export: no run yet.';
	}

	const moment = options.moment ?? Number.MAX_SAFE_INTEGER;
	const still = extension === 'png' ? {from: moment, to: moment} : {};
	// Saved runs have no scenarios around them.
	const builtIn = createCatalog();
	const withBuiltIn = {entry: (name: string) => catalog.entry(name) ?? builtIn.entry(name)};
	try {
		const name = await unusedName(folder, traces, extension);
		onProgress(name, 0);
		// No film is made in most sittings.
		const {exportInSteps} = await import('../exports/export-runs.ts');
		const steps = exportInSteps([first, ...rest], extension, {
			...options,
			...still,
			decorate: replayProps(withBuiltIn),
		});
		const contents = await runInSlices(steps, signal, done => onProgress(name, done));
		const file = await saveInFolder(folder, traces, extension, path => writeWhole(path, contents, signal));
		return `Wrote ${file}.`;
	} catch (error) {
		return formatSaveError(error);
	}
}

/** A file is whole, or it is not there. */
async function writeWhole(path: string, contents: string | Uint8Array, signal: AbortSignal): Promise<void> {
	try {
		await writeFile(path, contents, {flag: 'wx', signal});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			await rm(path, {force: true});
		}

		throw error;
	}
}
