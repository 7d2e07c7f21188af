import type {TraceSink} from '../trace/collect.ts';
import type {OutputFile} from './output-file.ts';
import type {RunGroupFile} from './run-group-file.ts';
import {createRunGroupFile, describeParts} from './run-group-file.ts';
import type {SavedParts} from './saved-line.ts';
import {savedLine} from './saved-line.ts';

/** Saves runs to a file while they happen, and gives the file its name at the end. */
export type RunSaver = {
	/** Starts a new group of runs. The previous group is removed once the new one is written; a pipe gets all groups. */
	readonly begin: () => void;
	/** Returns a sink for the events of one more run. Concurrent runs are one after the other in the file. */
	readonly run: () => TraceSink;
	/** Returns the names of the files whose source text will be saved, without those of strategies. */
	readonly sources: () => readonly string[];
	/** Calls back when a write fails. The runs continue. */
	readonly onError: (callback: (error: unknown) => void) => void;
	/** Calls back with a sentence on where the runs are stored so far, whenever that changes. */
	readonly onPlace: (callback: (sentence: string) => void) => void;
	/**
	 * Waits for runs that are about to end, and gives the file its name. Resolves with the number of runs in the file.
	 * Without runs, no file is created. Rejects with `UnsavedRuns`.
	 */
	readonly finish: () => Promise<number>;
};

/** ms after which buffered events are written at the latest. */
const flushMs = 1000;

/** ms that aborted runs have to end. */
const endMs = 2000;

/** Creates a saver for a file that was opened. `saved`: which parts of the runs are saved. */
export function createRunSaver(file: OutputFile, saved: SavedParts = {}): RunSaver {
	let onError: (error: unknown) => void = () => {};
	let onPlace: (sentence: string) => void = () => {};
	let place = '';
	let spare: OutputFile | undefined = file;
	let current: RunGroupFile;
	/** The group before the current one. It has events, and is not removed until the current group is written. */
	let previous: RunGroupFile | undefined;

	async function open(): Promise<OutputFile> {
		const opened = spare ?? (await file.another());
		spare = undefined;
		return opened;
	}

	function createGroup(): RunGroupFile {
		const group = createRunGroupFile(open, {
			format: event => savedLine(event, saved),
			// False after another group began: late events of aborted runs do not count.
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
