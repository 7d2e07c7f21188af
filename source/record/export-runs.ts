import type {Catalogue} from '../catalogue/catalogue.ts';
import type {FormatOptions} from '../exports/film/index.ts';
import {film, films} from '../exports/film/index.ts';
import type {ReplayOptions} from '../exports/film/replay.ts';
import type {ShootOptions} from '../exports/film/shoot.ts';
import type {TableFormat} from '../exports/tables.ts';
import {writeTable} from '../exports/tables.ts';
import type {Trace} from '../trace/trace.ts';
import {dress} from './dress.ts';
import {takesOf} from './takes.ts';

/** Times in ms on the clock of the runs, which are laid end to end. */
export type ExportOptions = Pick<ReplayOptions, 'from' | 'to' | 'speed' | 'keys'> & ShootOptions & FormatOptions;

/** Saved runs in one of the `formats`: text, or bytes. The same runs and options give the same, on whatever machine (of `png`: with the same zlib). */
export function exportRuns(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	catalogue: Pick<Catalogue, 'entry'>,
	options: ExportOptions = {},
): string | Uint8Array {
	const write = films[format];
	if (!write) {
		return writeTable(traces, format as TableFormat);
	}

	const [first = [traces[0]] as const, ...rest] = takesOf(traces);
	return write(film([first, ...rest], {...options, dress: dress(catalogue)}), options);
}
