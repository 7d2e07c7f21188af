import type {TraceSink} from '../trace/collect.ts';
import type {OutputFile} from './output-file.ts';
import type {RunGroupFile} from './run-group-file.ts';
import {createRunGroupFile, describeParts} from './run-group-file.ts';
import type {SavedParts} from './saved-line.ts';
import {savedLine} from './saved-line.ts';

/** Saves runs to a file while they happen, and gives the file its name at the end. */
export type RunSaver = {
	/** Begins other runs. Those before them are removed once the new ones have an event; a pipe keeps all. */
	readonly begin: () => void;
	/** Takes the events of one more run. Those of several at once come one after the other in the file. */
	readonly run: () => TraceSink;
	/** The names of the files whose source is in what will be saved, without those of strategies. */
	readonly sources: () => readonly string[];
	/** Calls back when the disk takes no more. The runs go on. */
	readonly onError: (callback: (error: unknown) => void) => void;
	/** Calls back with a sentence on where the runs are so far, whenever that changes. */
	readonly onPlace: (callback: (sentence: string) => void) => void;
	/**
	 * Waits for runs that are about to end, and gives the file its name. Resolves with how many runs are in it; with
	 * none, there is no file. Rejects with `UnsavedRuns`.
	 */
	readonly finish: () => Promise<number>;
};

/** ms between two writes of little that has come. */
const flushMs = 1000;

/** ms for runs to end that were aborted. */
const endMs = 2000;

/** Creates a saver for a file that was opened. `saved`: what of the runs is saved. */
export function createRunSaver(file: OutputFile, saved: SavedParts = {}): RunSaver {
	let onError: (error: unknown) => void = () => {};
	let onPlace: (sentence: string) => void = () => {};
	let place = '';
	let spare: OutputFile | undefined = file;
	let current: RunGroupFile;
	/** Has events, and stays until the current group has. */
	let previous: RunGroupFile | undefined;

	async function open(): Promise<OutputFile> {
		const opened = spare ?? (await file.another());
		spare = undefined;
		return opened;
	}

	function createGroup(): RunGroupFile {
		const group = createRunGroupFile(open, {
			/** Late events of runs that were aborted before they had one do not count. */
			format: event => savedLine(event, saved),
			takes: () => group === current,
			async onWritten() {
				const replaced = group === current ? previous : undefined;
				previous = replaced ? undefined : previous;
				await replaced?.discard();
			},
			onError: error => onError(error),
			onParts(parts) {
				place = describeParts(parts);
				onPlace(place);
			},
		});
		return group;
	}

	current = createGroup();
	const timer = setInterval(() => void current.flush(), flushMs);
	timer.unref();
	return {
		begin() {
			if (file.isStream) {
				return;
			}
			previous = current.runs() > 0 ? current : previous;
			current = createGroup();
		},
		run: () => current.run(),
		sources: () => (saved.source === false ? [] : ((current.runs() > 0 ? current : previous)?.files() ?? [])),
		onError(callback) {
			onError = callback;
		},
		onPlace(callback) {
			onPlace = callback;
			if (place !== '') {
				callback(place);
			}
		},
		async finish() {
			await current.ended(endMs);
			clearInterval(timer);
			const finished = current.runs() > 0 ? current : previous;
			previous = finished === previous ? undefined : previous;
			try {
				return (await finished?.finish()) ?? 0;
			} finally {
				await previous?.discard();
				await spare?.discard();
			}
		},
	};
}
