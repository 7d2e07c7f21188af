import type {Trace} from '../trace/trace.ts';

/** A moment of a run that is worth finding again, in ms on its clock. */
export type Mark = {readonly kind: 'started' | 'done' | 'failed' | 'blocked'; readonly at: number};

/** Of one kind there is no second within so many ms: nobody could tell them apart. */
const apart = 5;

/** Reads a trace, growing or complete, and tells its marks, oldest first. Costs as much as the events since the last call. */
export function followMarks(trace: Trace): () => readonly Mark[] {
	const marks: Mark[] = [];
	const last = new Map<Mark['kind'], number>();
	let read = 0;
	return () => {
		for (let event = trace[read]; event; event = trace[++read]) {
			const kind = kindOf(event);
			if (kind && event.at - (last.get(kind) ?? Number.NEGATIVE_INFINITY) >= apart) {
				marks.push({kind, at: event.at});
				last.set(kind, event.at);
			}
		}
		return marks;
	};
}

function kindOf(event: Trace[number]): Mark['kind'] | undefined {
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
