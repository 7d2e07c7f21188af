import {existsSync} from 'node:fs';
import {quotePath} from '../text/quote.ts';
import type {TraceSink} from '../trace/collect.ts';
import type {TraceEvent} from '../trace/event.ts';
import type {OutputFile} from './output-file.ts';

/** Thrown when runs could not be saved under their file name. The cause is the system's error. */
export class UnsavedRuns extends Error {
	/** The paths of the part files that contain the runs. A part is gone if its directory was removed or renamed. */
	readonly parts: readonly string[];

	constructor(cause: unknown, parts: readonly string[]) {
		super('the runs are not saved', {cause});
		this.parts = parts.filter(part => existsSync(part));
	}
}

/** Returns a sentence on the part files that contain runs without a final file name. */
export function describeParts(parts: readonly string[]): string {
	return `What came before is in ${parts.map(quotePath).join(' and ')}.`;
}

/** The file of a group of runs: those of two languages at once, or of a comparison. */
export type RunGroupFile = {
	readonly run: () => TraceSink;
	/** The names of the files of the runs, without those of strategies. */
	readonly files: () => readonly string[];
	/** How many runs have an event. */
	readonly runs: () => number;
	/** Writes the events so far. Does not reject. */
	readonly flush: () => Promise<void>;
	/** Resolves when all runs have ended, after `limit` ms at the latest. */
	readonly ended: (limit: number) => Promise<void>;
	/**
	 * Joins the runs in one file, and gives it its name. Resolves with the number of runs. Rejects with `UnsavedRuns`.
	 */
	readonly finish: () => Promise<number>;
	/** Removes the files of all runs. */
	readonly discard: () => Promise<void>;
};

/**
 * Runs that follow one another in one part file. Concurrent runs are in different lanes, which are joined at the end.
 */
type Lane = {text: string; file: OutputFile | undefined; written: Promise<void>; isBusy: boolean};

/** How many characters are buffered before they are written. */
const bufferSize = 1 << 16;

/** Creates the file of a group of runs. `open` is called at the first write of each lane. */
export function createRunGroupFile(
	open: () => Promise<OutputFile>,
	{
		format,
		takes,
		onWritten,
		onError,
		onParts,
	}: {
		/** Formats an event as a line. */
		readonly format: (event: TraceEvent) => string;
		/** Whether a group without events still accepts its first one. */
		readonly takes: () => boolean;
		/** Called after a part of the group was written. */
		readonly onWritten: () => Promise<void>;
		readonly onError: (error: unknown) => void;
		readonly onParts: (parts: readonly string[]) => void;
	},
): RunGroupFile {
	const lanes: Lane[] = [];
	let onIdle = () => {};
	const sources = new Set<string>();
	let runs = 0;
	let failure: {readonly error: unknown} | undefined;
	let isDiscarded = false;
	const files = () => lanes.flatMap(({file}) => file ?? []);
	const parts = () => files().map(({part}) => part);

	function fail(error: unknown) {
		if (!failure) {
			failure = {error};
			onError(error);
		}
	}

	function writeOut(lane: Lane): Promise<void> {
		const {text} = lane;
		lane.text = '';
		if (text !== '' && !failure) {
			lane.written = lane.written
				.then(async () => {
					if (!lane.file) {
						lane.file = await open();
						onParts(parts());
					}
					await lane.file.write(text);
					await lane.file.flush();
					await onWritten();
				})
				.catch(fail);
		}
		return lane.written;
	}

	const flush = async () => void (await Promise.all(lanes.map(writeOut)));

	return {
		run() {
			const free = lanes.find(({isBusy}) => !isBusy);
			const lane = free ?? {text: '', file: undefined, written: Promise.resolve(), isBusy: true};
			if (!free) {
				lanes.push(lane);
			}
			lane.isBusy = true;
			let hasEvents = false;
			return {
				write(event) {
					if (isDiscarded || failure || (runs === 0 && !takes())) {
						return;
					}
					runs += hasEvents ? 0 : 1;
					hasEvents = true;
					if (event.type === 'run-described') {
						for (const {name, role} of event.files) {
							if (role !== 'strategy') {
								sources.add(name);
							}
						}
					} else if (event.type === 'file-described') {
						sources.add(event.name);
					}
					lane.text += format(event);
					if (lane.text.length >= bufferSize) {
						void writeOut(lane);
					}
				},
				end() {
					lane.isBusy = false;
					if (lanes.every(({isBusy}) => !isBusy)) {
						onIdle();
					}
				},
			};
		},
		files: () => [...sources],
		runs: () => runs,
		flush,
		async ended(limit) {
			if (lanes.some(({isBusy}) => isBusy)) {
				const {promise, resolve} = Promise.withResolvers<void>();
				onIdle = resolve;
				const timer = setTimeout(resolve, limit);
				await promise;
				clearTimeout(timer);
			}
		},
		async finish() {
			await flush();
			const [first, ...rest] = files();
			try {
				if (failure) {
					throw failure.error;
				}
				for (const file of rest) {
					for await (const chunk of file.contents()) {
						await first?.write(chunk);
					}
				}
				await first?.finish();
			} catch (error) {
				await Promise.all(files().map(file => file.keep()));
				throw new UnsavedRuns(error, parts());
			}
			await Promise.all(rest.map(file => file.discard()));
			return runs;
		},
		async discard() {
			isDiscarded = true;
			await Promise.all(lanes.map(({written}) => written));
			await Promise.all(files().map(file => file.discard()));
		},
	};
}
