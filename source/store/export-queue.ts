import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {FileExportOptions} from './export-file.ts';
import {exportToFile} from './export-file.ts';

/** Exports runs to files in the current folder, one at a time. */
export type ExportQueue = {
	/** Resolves with the notice to show. Never resolves after `stop`. */
	readonly write: (traces: readonly Trace[], extension: string, options: FileExportOptions) => Promise<string>;
	/** The file in progress. Undefined if there is none. */
	readonly writing: () => {readonly file: string; readonly percent: number} | undefined;
	/** Aborts the file in progress, and removes it. */
	readonly stop: () => void;
};

/** Creates an export queue. `onChange` is called when the progress changes. */
export function createExportQueue(catalog: Pick<Catalog, 'entry'>, onChange: () => void): ExportQueue {
	const stopped = new AbortController();
	let writing: ReturnType<ExportQueue['writing']>;
	const report = (file: string, done: number) => {
		// Reports only every 5%, because each report draws a frame.
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
