import {modelAt} from '../../model/follow.ts';
import type {Model} from '../../model/model.ts';
import type {Trace} from '../../trace/trace.ts';
import {chromeTrace} from './chrome-trace/chrome-trace.ts';
import {csv} from './csv.ts';
import {markdown} from './markdown.ts';
import {reportJson} from './report.ts';

/** Formats runs, finished or not, as text that ends with a line break. The same runs give the same text. */
type Table = (models: readonly Model[]) => string;

/** The data formats by file extension, the longest extension first. Their output never contains control characters. */
const tables = {
	'trace.json': chromeTrace,
	json: reportJson,
	csv,
	md: markdown,
} as const satisfies Record<string, Table>;

export type TableFormat = keyof typeof tables;

export const tableFormats = Object.keys(tables) as readonly TableFormat[];

/** Exports runs in a format, in this order. */
export function writeTable(traces: readonly Trace[], format: TableFormat): string {
	return tables[format](traces.map(trace => modelAt(trace)));
}
