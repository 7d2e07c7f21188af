import {groupRuns} from '../storage/read-runs.ts';
import {replayProps} from '../store/replay-props.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {FormatOptions} from './recording/index.ts';
import {recordingFormats, renderInSteps} from './recording/index.ts';
import type {SampleOptions} from './recording/sample-frames.ts';
import type {ReplayOptions} from './recording/source-from-traces.ts';
import type {TableFormat} from './tables/index.ts';
import {writeTable} from './tables/index.ts';
import type {Steps} from './time-slicing.ts';
import {runToEnd} from './time-slicing.ts';

/** Times in ms on the clock of the runs, which are laid end to end. */
export type ExportOptions = Pick<ReplayOptions, 'from' | 'to' | 'speed' | 'keys'> & SampleOptions & FormatOptions;

/**
 * Saved runs in one of the `formats`: text, or bytes. The same runs and options give the same, on whatever machine (of
 * `png`: with the same zlib).
 */
export function exportRuns(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	catalog: Pick<Catalog, 'entry'>,
	options: ExportOptions = {},
): string | Uint8Array {
	return runToEnd(exportInSteps(traces, format, catalog, options));
}

/** The same in steps of a few milliseconds. */
export function* exportInSteps(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	catalog: Pick<Catalog, 'entry'>,
	options: ExportOptions = {},
): Steps<string | Uint8Array> {
	if (!Object.hasOwn(recordingFormats, format)) {
		return writeTable(traces, format as TableFormat);
	}

	const [first = [traces[0]] as const, ...rest] = groupRuns(traces);
	return yield* renderInSteps(format, [first, ...rest], {...options, decorate: replayProps(catalog)});
}
