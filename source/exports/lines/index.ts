import type {Trace} from '../../trace/trace.ts';
import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;

/** 0 if the run settled as its strategy intends; 1 if it did not or has no end. */
export function exitCode(trace: Trace | undefined): 0 | 1 {
	return trace?.findLast(event => event.type === 'run-ended')?.outcome === 'ok' ? 0 : 1;
}
