import {open} from 'node:fs/promises';
import {getSystemErrorMap} from 'node:util';
import type {RunGroup} from '../exports/recording/source-from-traces.ts';
import {printable} from '../text/printable.ts';
import {parseTraces} from '../trace/ndjson.ts';
import type {Trace} from '../trace/trace.ts';

/** What files of saved runs held. */
export type ReadRuns = {
	/** In the order of the files, and within them. */
	readonly traces: readonly Trace[];
	/** What is wrong with them, a sentence each; what came before the damage is among the traces. */
	readonly problems: readonly string[];
};

/** Reads saved runs, of which a file holds one or more. Never throws. */
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
		const {errno, message} = error as NodeJS.ErrnoException;
		return getSystemErrorMap().get(errno ?? 0)?.[1] ?? printable(message);
	}
}

/** The runs as a film shows them: the same work in JavaScript and then in Python is side by side, all else one after the other. */
export function groupRuns(traces: readonly Trace[]): readonly RunGroup[] {
	const groups: RunGroup[] = [];
	for (const trace of traces) {
		const last = groups.at(-1);
		if (last?.length === 1 && areSideBySide(last[0], trace)) {
			groups[groups.length - 1] = [last[0], trace];
		} else {
			groups.push([trace]);
		}
	}
	return groups;
}

function areSideBySide([one]: Trace, [other]: Trace): boolean {
	const isPair = one.language === 'javascript' && other.language === 'python';
	return isPair && one.scenario.name === other.scenario.name && one.strategy.name === other.strategy.name;
}
