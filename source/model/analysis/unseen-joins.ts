import type {WaitsFor} from '../../trace/event.ts';
import type {Model} from '../model.ts';

/** A wait for several at once. */
export type Join = Extract<WaitsFor, {kind: 'join'}>;

/** More lanes are not looked through for a sentence. */
const most = 10_000;

/**
 * The first wait for two or more at once that are no lanes, such as promises of plain functions: what they waited for may
 * have overlapped, and nothing in the trace tells. Undefined if there is none.
 */
export function unseenJoin({tasks}: Pick<Model, 'tasks'>): Join | undefined {
	if (tasks.size > most) return undefined;
	for (const {spans} of tasks.values()) {
		for (const {waitsFor: on} of spans) if (on?.kind === 'join' && on.count - on.tasks.length >= 2) return on;
	}
	return undefined;
}

/** How the sentence on one wait ends: what it was for, or that it was alone. */
export function sayMembers(join: Join | undefined): string {
	if (!join) return ': nothing to overlap';
	return firstOnly.has(join.how) ? `, for the first of ${join.count}` : `, for ${join.count} together`;
}

const firstOnly: ReadonlySet<string> = new Set(['race', 'any', 'as_completed']);
