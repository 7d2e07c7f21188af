import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {FileExportOptions} from './export-file.ts';
import {exportToFile} from './export-file.ts';

/** Writes pictures and films of runs to files in the present folder, one at a time. */
export type ExportQueue = {
	/** Resolves with one sentence on what came of it; never, once it was stopped. */
	readonly write: (traces: readonly Trace[], extension: string, options: FileExportOptions) => Promise<string>;
	/** The file that is being written, and how much of it is done. */
	readonly writing: () => {readonly file: string; readonly percent: number} | undefined;
	/** Gives up what is being written: nothing is left of it. */
	readonly stop: () => void;
};

/** `told` is called when there is more to say of the file that is being written. */
export function createExportQueue(catalog: Pick<Catalog, 'entry'>, onChange: () => void): ExportQueue {
	const stopped = new AbortController();
	let writing: ReturnType<ExportQueue['writing']>;
	const report = (file: string, done: number) => {
		// In steps: each is a frame.
		const percent = Math.floor(done * 20) * 5;
		if (percent !== writing?.percent) {
			writing = {file, percent};
			onChange();
		}
	};

	return {
		async write(traces, extension, options) {
			if (writing) {
				return `Still writing ${writing.file}. Try again when it is done.`;
			}

			const notice = await exportToFile(traces, '.', extension, catalog, {
				...options,
				signal: stopped.signal,
				onProgress: report,
			});
			writing = undefined;
			return stopped.signal.aborted ? new Promise(() => {}) : notice;
		},
		writing: () => writing,
		stop: () => stopped.abort(),
	};
}
