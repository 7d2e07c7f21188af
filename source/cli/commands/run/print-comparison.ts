import type {Writable} from 'node:stream';
import {comparisonLines} from '../../../exports/lines/comparison-lines.ts';
import {lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import {runExit} from '../../../exports/lines/run-exit.ts';
import {modelAt} from '../../../model/follow.ts';
import type {ComparedRun} from '../../../store/run-sequentially.ts';
import {collect} from '../../../trace/collect.ts';
import type {Trace} from '../../../trace/trace.ts';
import {write} from '../../write-stream.ts';

/**
 * Prints runs in sequence, each while it happens; as plain lines, also a table at the end. Resolves with the exit code:
 * 0 if all settled as their strategies intend, or if the reader has gone; else 1. Aborting `stop` ends the current run
 * and starts no more.
 */
export async function printComparison(
	runs: readonly ComparedRun[],
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options: LineOptions = {},
): Promise<0 | 1> {
	const traces: Trace[] = [];
	async function* texts() {
		for (const {engine, program} of runs) {
			const events = collect(engine.run(program, stop.signal), {onTrace: trace => traces.push(trace)});
			yield* lineFormats[format](events, options);
			if (stop.signal.aborted) {
				return;
			}
			if (format === 'plain') {
				yield '\n';
			}
		}
		if (format === 'plain') {
			yield* comparisonLines(
				traces.map(trace => modelAt(trace)),
				options,
			).map(line => `${line}\n`);
		}
	}

	const end = await write(stream, texts(), stop);
	return end === 'closed' || traces.every(trace => runExit(trace) === 0) ? 0 : 1;
}
