import type {Trace} from '../trace/trace.ts';
import type {Catalogue} from '../workloads/catalog.ts';
import type {ShownExport} from './export-file.ts';
import {sayExported} from './export-file.ts';

/** Writes pictures and films of runs to files in the present folder, one at a time. */
export type Writer = {
	/** Resolves with one sentence on what came of it; never, once it was stopped. */
	readonly write: (traces: readonly Trace[], ending: string, look: ShownExport) => Promise<string>;
	/** The file that is being written, and how much of it is done. */
	readonly writing: () => {readonly file: string; readonly percent: number} | undefined;
	/** Gives up what is being written: nothing is left of it. */
	readonly stop: () => void;
};

/** `told` is called when there is more to say of the file that is being written. */
export function createWriter(catalogue: Pick<Catalogue, 'entry'>, told: () => void): Writer {
	const stopped = new AbortController();
	let writing: ReturnType<Writer['writing']>;
	const tell = (file: string, done: number) => {
		// In steps: each is a frame.
		const percent = Math.floor(done * 20) * 5;
		if (percent !== writing?.percent) {
			writing = {file, percent};
			told();
		}
	};

	return {
		async write(traces, ending, look) {
			if (writing) {
				return `Still writing ${writing.file}. Try again when it is done.`;
			}

			const said = await sayExported(traces, '.', ending, catalogue, {...look, signal: stopped.signal, told: tell});
			writing = undefined;
			return stopped.signal.aborted ? new Promise(() => {}) : said;
		},
		writing: () => writing,
		stop: () => stopped.abort(),
	};
}
