import type {TraceEvent} from '../trace/event.ts';
import {maskEvent} from '../trace/mask-secrets.ts';
import {formatEvent} from '../trace/ndjson.ts';

/** Formats an event as a line of a saved run, without secrets. */
export function savedLine(event: TraceEvent): string {
	return `${formatEvent(maskEvent(event))}\n`;
}
