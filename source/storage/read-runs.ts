import {open} from 'node:fs/promises';
import {printable} from '../text/printable.ts';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {ParsedTrace} from '../trace/ndjson.ts';
import {parseTraces} from '../trace/ndjson.ts';
import type {Trace} from '../trace/trace.ts';
import {linesOf} from './lines-of.ts';

/** The contents of files of saved runs. */
export type ReadRuns = {
	/** In the order of the files, and within them. */
	readonly traces: readonly Trace[];
	/** What is wrong with the files, one sentence each. Events before the damage are in the traces. */
	readonly problems: readonly string[];
};

/** Reads saved runs, one or more per file. Never throws. */
export async function readRuns(files: readonly string[]): Promise<ReadRuns> {
	const traces: Trace[] = [];
	const problems: string[] = [];
	for (const name of files) {
		const readings = await readFile(name);
		if (typeof readings === 'string') {
			problems.push(readings);
			continue;
		}

		for (const {trace, problem} of readings) {
			if (trace) {
				traces.push(trace);
			}
			if (problem) {
				problems.push(`${printable(name)}, line ${problem.line}: ${problem.message}.`);
			}
		}
	}
	return {traces, problems};
}

/** Resolves with a sentence if nothing can be read. */
async function readFile(name: string): Promise<readonly ParsedTrace[] | string> {
	try {
		await using file = await open(name);
		let foreign: string | undefined;
		// Streams the file, because it can be a pipe or a device.
		async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
			let isFirst = true;
			for await (const chunk of file.createReadStream() as AsyncIterable<Uint8Array>) {
				foreign = isFirst ? describeForeign(chunk) : undefined;
				isFirst = false;
				if (foreign !== undefined) {
					return;
				}
				yield chunk;
			}
		}
		const readings = await parseTraces(linesOf(chunks()));
		return foreign === undefined ? readings : `${quotePath(name)} is ${foreign}.`;
	} catch (error) {
		return `cannot read ${quotePath(name)}: ${describeSystemError(error)}.`;
	}
}

/** Names the format of a file by its first bytes, and what to do, without a period. Undefined if it can be UTF-8. */
function describeForeign([first, second]: Uint8Array): string | undefined {
	if (first === 0x1f && second === 0x8b) {
		return 'compressed (gzip): zcat it first';
	}
	const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
	return isUtf16 ? 'UTF-16: save it as UTF-8' : undefined;
}
