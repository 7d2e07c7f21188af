import type {Writable} from 'node:stream';
import {comparisonLines} from '../../../exports/lines/comparison-lines.ts';
import type {LinesOptions} from '../../../exports/lines/index.ts';
import {exitCode, lineFormats} from '../../../exports/lines/index.ts';
import type {Model} from '../../../model/model.ts';
import type {ComparedRun} from '../../../store/run-sequentially.ts';
import {write} from '../../write-stream.ts';
import {rememberRun} from './remember-run.ts';

/**
 * Writes several runs to a stream while they happen, one after the other, never two at the same time; as plain lines, a table of them at
 * the end. Resolves with the exit code: 0 if all settled as they mean to, or if nobody reads any more; else 1. `stop` ends the present run,
 * and starts no more.
 */
export async function printComparison(
	runs: readonly ComparedRun[],
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options: LinesOptions = {},
): Promise<0 | 1> {
	const models: Model[] = [];
	async function* texts() {
		for (const {engine, program} of runs) {
			const run = rememberRun(engine.run(program, stop.signal));
			yield* lineFormats[format](run.events, options);
			models.push(run.model());
			if (stop.signal.aborted) {
				return;
			}
			if (format === 'plain') {
				yield '\n';
			}
		}
		if (format === 'plain') {
			yield* comparisonLines(models, options).map(line => `${line}\n`);
		}
	}

	const end = await write(stream, texts(), stop);
	return end === 'closed' || models.every(({end}) => exitCode(end?.outcome) === 0) ? 0 : 1;
}
