import {thousands} from '../../text/thousands.ts';
import type {WaitsFor} from '../../trace/event.ts';
import type {Model} from '../model.ts';

/** A wait for several tasks or promises at once. */
export type Join = Extract<WaitsFor, {kind: 'join'}>;

/** With more tasks than this, none is searched. */
const maxTasks = 10_000;

/**
 * Returns the first wait for two or more things at once that are not lanes, such as promises of plain functions: what
 * it waited for may have overlapped without the trace showing it. Undefined if there is none.
 */
export function unseenJoin({tasks}: Pick<Model, 'tasks'>): Join | undefined {
	if (tasks.size > maxTasks) return undefined;
	for (const {spans} of tasks.values()) {
		for (const {waitsFor: on} of spans) if (on?.kind === 'join' && on.count - on.tasks.length >= 2) return on;
	}
	return undefined;
}

/** Formats the end of the sentence about a single wait: what it was for, or that nothing could overlap with it. */
export function formatMembers(join: Join | undefined): string {
	if (!join) return ': nothing to overlap';
	return firstOnly.has(join.how)
		? `, for the first of ${thousands(join.count)}`
		: `, for ${thousands(join.count)} together`;
}

const firstOnly: ReadonlySet<string> = new Set(['race', 'any', 'as_completed']);
