import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;
