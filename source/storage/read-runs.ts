import {open} from 'node:fs/promises';
import {printable} from '../text/printable.ts';
import {describeSystemError} from '../text/system-error.ts';
import {parseTraces} from '../trace/ndjson.ts';
import type {Trace} from '../trace/trace.ts';

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
			problems.push(`cannot read ${printable(name)}: ${readings}.`);
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

async function readFile(name: string): Promise<Awaited<ReturnType<typeof parseTraces>> | string> {
	try {
		await using file = await open(name);
		return await parseTraces(file.readLines());
	} catch (error) {
		return describeSystemError(error);
	}
}
