import type {Catalogue} from '../catalogue/catalogue.ts';
import type {FormatOptions} from '../exports/film/index.ts';
import {filmInSteps, films} from '../exports/film/index.ts';
import type {ReplayOptions} from '../exports/film/replay.ts';
import type {ShootOptions} from '../exports/film/shoot.ts';
import type {Steps} from '../exports/film/steps.ts';
import {inOneGo} from '../exports/film/steps.ts';
import type {TableFormat} from '../exports/tables.ts';
import {writeTable} from '../exports/tables.ts';
import type {Trace} from '../trace/trace.ts';
import {dress} from './dress.ts';
import {takesOf} from './takes.ts';

/** Times in ms on the clock of the runs, which are laid end to end. */
export type ExportOptions = Pick<ReplayOptions, 'from' | 'to' | 'speed' | 'keys'> & ShootOptions & FormatOptions;

/**
 * Saved runs in one of the `formats`: text, or bytes. The same runs and options give the same, on whatever machine (of
 * `png`: with the same zlib).
 */
export function exportRuns(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	catalogue: Pick<Catalogue, 'entry'>,
	options: ExportOptions = {},
): string | Uint8Array {
	return inOneGo(exportInSteps(traces, format, catalogue, options));
}

/** The same in steps of a few milliseconds. */
export function* exportInSteps(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	catalogue: Pick<Catalogue, 'entry'>,
	options: ExportOptions = {},
): Steps<string | Uint8Array> {
	if (!Object.hasOwn(films, format)) {
		return writeTable(traces, format as TableFormat);
	}

	const [first = [traces[0]] as const, ...rest] = takesOf(traces);
	return yield* filmInSteps(format, [first, ...rest], {...options, dress: dress(catalogue)});
}
