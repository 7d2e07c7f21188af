import * as v from 'valibot';
import {at, count, milliseconds, place, taskId} from '../event-parts.ts';

/** The program's files, output and warnings. */
export const programEvents = [
	/**
	 * A file of the program that is not in `run-described`. Reported with the first place in that file. `name`: see
	 * `place`.
	 */
	v.object({
		type: v.literal('file-described'),
		at,
		name: v.string(),
		text: v.string(),
		/** How many lines the file has. Only if its text was not saved. */
		lines: v.optional(count),
	}),
	/** The program uses a library whose tasks the engine cannot observe, such as `trio`. */
	v.object({type: v.literal('not-observed'), at, what: v.string()}),
	/**
	 * The process still runs but has closed its connection, as happens when it replaces its program by `exec`. Nothing
	 * but its output is known from `since` on.
	 */
	v.object({type: v.literal('observation-ended'), at, since: milliseconds}),
	/** The program wrote to a standard stream. `text` as written; viewers strip control sequences. */
	v.object({
		type: v.literal('output-written'),
		at,
		stream: v.picklist(['stdout', 'stderr']),
		text: v.string(),
		task: v.optional(taskId),
		place: v.optional(place),
	}),
	/** The runtime raised a warning, or the host did (`engine`). */
	v.object({
		type: v.literal('warning-raised'),
		at,
		kind: v.picklist(['never-awaited', 'unhandled-rejection', 'uncaught', 'loop-exception', 'runtime', 'engine']),
		message: v.string(),
		task: v.optional(taskId),
		place: v.optional(place),
	}),
] as const;
