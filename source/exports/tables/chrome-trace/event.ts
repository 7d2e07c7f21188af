/**
 * The part of Chrome's trace event format that we write. `ts` and `dur` are whole microseconds. Slices (`X`) of one
 * track never overlap: Perfetto rejects that.
 */
export type ChromeEvent =
	/** Names and order of processes and tracks, with category and time as Chrome writes them. */
	| (Common & {
			readonly ph: 'M';
			readonly name: 'process_name' | 'process_sort_index' | 'thread_name' | 'thread_sort_index';
			readonly cat: '__metadata';
			readonly ts: 0;
			readonly tid: number;
			readonly args: {readonly name: string} | {readonly sort_index: number};
	  })
	/** A slice. */
	| (Common & {readonly ph: 'X'; readonly tid: number; readonly dur: number; readonly args: Args})
	/** The start and the end of an arrow, which share an `id`. Each belongs to the slice around it. */
	| (Common & {readonly ph: 's'; readonly tid: number; readonly id: number})
	| (Common & {readonly ph: 'f'; readonly tid: number; readonly id: number; readonly bp: 'e'})
	/** An instant of its track, or of the whole process. */
	| (Common & {readonly ph: 'i'; readonly tid: number; readonly s: 't' | 'p'; readonly args: Args})
	/** A counter of the process. */
	| (Common & {readonly ph: 'C'; readonly tid: number; readonly args: Readonly<Record<string, number>>});

type Common = {readonly name: string; readonly cat: string; readonly pid: number; readonly ts: number};

/** The details of a selected event. */
export type Args = Readonly<Record<string, string | number | undefined>>;

/** The order of events of the same moment in a file: readers attach an arrow to the last slice before it. */
const ranks = {M: 0, X: 1, s: 2, f: 3, i: 4, C: 5} as const;

/** Sorts events for the file. */
export function inOrder(events: readonly ChromeEvent[]): readonly ChromeEvent[] {
	return events.toSorted((a, b) => (a.ts === b.ts ? ranks[a.ph] - ranks[b.ph] : a.ts - b.ts));
}
