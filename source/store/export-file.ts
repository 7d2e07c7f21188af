import type {ExportOptions} from '../exports/export-runs.ts';
import {runInSlices} from '../exports/time-slicing.ts';
import {writeOutput} from '../storage/output-file.ts';
import {formatSaveError, saveInFolder, unusedName} from '../storage/save-runs.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import {createCatalog} from '../workloads/catalog.ts';
import {replayProps} from './replay-props.ts';

export type FileExportOptions = ExportOptions & {
	/** The last moment to export, in ms on the clock of the runs. Undefined: all events so far. */
	readonly moment: number | undefined;
	/** Aborting it leaves no file. */
	readonly signal?: AbortSignal;
	/** Called repeatedly with the name of the file and the progress, 0 to 1. */
	readonly onProgress?: (file: string, done: number) => void;
};

/**
 * Writes the visible runs to a new file in a folder. Resolves with the notice to show. It blocks the thread only for
 * milliseconds at a time. Later events are not in the file.
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
	// The catalog of a replay has only the saved runs.
	const builtIn = createCatalog();
	const withBuiltIn = {entry: (name: string) => catalog.entry(name) ?? builtIn.entry(name)};
	try {
		const name = await unusedName(folder, traces, extension);
		onProgress(name, 0);
		// Most sessions record nothing.
		const {exportInSteps} = await import('../exports/export-runs.ts');
		const steps = exportInSteps([first, ...rest], extension, {
			...options,
			...still,
			decorate: replayProps(withBuiltIn),
		});
		const contents = await runInSlices(steps, signal, done => onProgress(name, done));
		const file = await saveInFolder(folder, traces, extension, path => writeOutput(path, [contents], {signal}));
		return `Wrote ${file}.`;
	} catch (error) {
		return formatSaveError(error);
	}
}
