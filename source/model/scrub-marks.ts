import type {Trace} from '../trace/trace.ts';

/** A moment of a run to jump to, in ms on the run's clock. */
export type ScrubMark = {readonly kind: 'started' | 'done' | 'failed' | 'blocked'; readonly at: number};

/** Two marks of one kind are at least this far apart, in ms: closer ones could not be distinguished. */
const minApartMs = 5;

/**
 * Reads a trace, growing or complete. The function returns its marks, the oldest first. A call costs as much as the
 * events since the previous call.
 */
export function followMarks(trace: Trace): () => readonly ScrubMark[] {
	const marks: ScrubMark[] = [];
	const last = new Map<ScrubMark['kind'], number>();
	let read = 0;
	return () => {
		for (let event = trace[read]; event; event = trace[++read]) {
			const kind = kindOf(event);
			if (kind && event.at - (last.get(kind) ?? Number.NEGATIVE_INFINITY) >= minApartMs) {
				marks.push({kind, at: event.at});
				last.set(kind, event.at);
			}
		}
		return marks;
	};
}

function kindOf(event: Trace[number]): ScrubMark['kind'] | undefined {
	switch (event.type) {
		case 'task-started':
			return 'started';
		case 'task-ended':
			return event.outcome === 'done' ? 'done' : event.outcome === 'cancelled' ? undefined : 'failed';
		case 'loop-blocked':
			return 'blocked';
		default:
			return undefined;
	}
}
