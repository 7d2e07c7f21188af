import {rm, writeFile} from 'node:fs/promises';
import type {ExportOptions} from '../exports/export-runs.ts';
import {inSlices} from '../exports/in-slices.ts';
import {freeName, saveInFolder, whyNotSaved} from '../storage/save-runs.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalogue} from '../workloads/catalog.ts';
import {createCatalogue} from '../workloads/catalog.ts';

export type ShownExport = ExportOptions & {
	/** What is shown of the runs, in ms on their clock; undefined: all that has come. */
	readonly moment: number | undefined;
	/** Aborted, nothing is left of the file. */
	readonly signal?: AbortSignal;
	/** Called again and again with the name of the file, and how much of it is done, 0 to 1. */
	readonly told?: (file: string, done: number) => void;
};

/**
 * Writes the runs that are shown to a folder, under a name that it does not have yet, and says in one sentence what came of it. The
 * thread is never held for long; what comes of the runs meanwhile is not in the file.
 */
export async function sayExported(
	traces: readonly Trace[],
	folder: string,
	ending: string,
	catalogue: Pick<Catalogue, 'entry'>,
	{signal = new AbortController().signal, told = () => {}, ...options}: ShownExport,
): Promise<string> {
	const [first, ...rest] = traces.map(([description, ...events]): Trace => [description, ...events]);
	if (!first) {
		return 'Nothing to export: no run yet.';
	}

	const moment = options.moment ?? Number.MAX_SAFE_INTEGER;
	const still = ending === 'png' ? {from: moment, to: moment} : {};
	// Saved runs have no scenarios around them.
	const ours = createCatalogue();
	const known = {entry: (name: string) => catalogue.entry(name) ?? ours.entry(name)};
	try {
		const name = await freeName(folder, traces, ending);
		told(name, 0);
		// No film is made in most sittings.
		const {exportInSteps} = await import('../exports/export-runs.ts');
		const steps = exportInSteps([first, ...rest], ending, known, {...options, ...still});
		const written = await inSlices(steps, signal, done => told(name, done));
		const file = await saveInFolder(folder, traces, ending, path => writeWhole(path, written, signal));
		return `Wrote ${file}.`;
	} catch (error) {
		return whyNotSaved(error);
	}
}

/** A file is whole, or it is not there. */
async function writeWhole(path: string, written: string | Uint8Array, signal: AbortSignal): Promise<void> {
	try {
		await writeFile(path, written, {flag: 'wx', signal});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			await rm(path, {force: true});
		}

		throw error;
	}
}
