import * as v from 'valibot';
import {place} from '../../../trace/event-parts.ts';

/** A process's announcement of a write to a standard stream: how many bytes follow, and which task writes them. */
const mark = v.object({
	type: v.literal('wrote'),
	at: v.pipe(v.number(), v.finite()),
	stream: v.picklist(['stdout', 'stderr']),
	bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	task: v.optional(v.string()),
	place: v.optional(place),
	/** The bytes were written before the process connected, so they may have been read before this mark. */
	early: v.optional(v.literal(true)),
});

export type Mark = v.InferOutput<typeof mark>;

/** Takes what a process announces about its output. */
export type MarkListener = {
	readonly mark: (mark: Mark) => void;
	/** Called with `true` when the marks of the next bytes may come after these, and with `false` after the last such mark. */
	readonly setLate: (isLate: boolean) => void;
};

/** Parses a mark. Undefined for any other line. */
export function readMark(line: string): Mark | undefined {
	if (!line.startsWith('{"type":"wrote"')) {
		return undefined;
	}

	try {
		const parsed = v.safeParse(mark, JSON.parse(line));
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
