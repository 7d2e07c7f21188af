import {printable} from '../text/printable.ts';
import type {TraceSink} from '../trace/collect.ts';
import type {TraceEvent} from '../trace/event.ts';
import type {OutputFile} from './output-file.ts';

/** Runs that could not be saved under their name. The cause is the system's error. */
export class UnsavedRuns extends Error {
	/** The paths of the files in which they are. */
	readonly parts: readonly string[];

	constructor(cause: unknown, parts: readonly string[]) {
		super('the runs are not saved', {cause});
		this.parts = parts;
	}
}

/** Says where runs are that have no name yet. */
export function describeParts(parts: readonly string[]): string {
	return `What came before is in ${parts.map(printable).join(' and ')}.`;
}

/** The file of the runs that belong together: of two languages at once, or of a comparison. */
export type RunGroupFile = {
	readonly run: () => TraceSink;
	/** The names of the files of the runs, without those of strategies. */
	readonly files: () => readonly string[];
	/** How many runs have an event. */
	readonly runs: () => number;
	/** Writes out what has come. Does not reject. */
	readonly flush: () => Promise<void>;
	/** Resolves when no run sends any more, after `limit` ms at the latest. */
	readonly ended: (limit: number) => Promise<void>;
	/** Joins the runs, and gives their file its name. Resolves with their number. Rejects with `UnsavedRuns`. */
	readonly finish: () => Promise<number>;
	/** Removes everything. */
	readonly discard: () => Promise<void>;
};

/** Runs that follow one another in one file. Runs at the same time each have their own until the end. */
type Lane = {text: string; file: OutputFile | undefined; written: Promise<void>; isBusy: boolean};

/** Characters that are collected before they are written. */
const bufferSize = 1 << 16;

/** Creates the file of a group of runs. `open` is called with the first event of each run that has no file yet. */
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
		/** Whether the group may begin to be written. */
		readonly takes: () => boolean;
		/** Called when a part of the group is on the disk. */
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
