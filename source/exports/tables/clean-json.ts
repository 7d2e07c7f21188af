import {printable} from '../../text/printable.ts';

/**
 * Formats a value as JSON: texts on one line and without control characters (see `printable`), times to the
 * microsecond.
 */
export function cleanJson(value: object, indent?: string): string {
	return JSON.stringify(value, clean, indent);
}

function clean(_key: string, value: unknown): unknown {
	if (typeof value === 'number') return Math.round(value * 1000) / 1000;
	return typeof value === 'string' ? printable(value) : value;
}
