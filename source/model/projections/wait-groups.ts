import type {Place, WaitsFor} from '../../trace/event.ts';
import type {Model} from '../model.ts';

/** What waits are grouped by: the line of the await, its function, or what the wait is for. */
export type WaitGrouping = 'line' | 'function' | 'target';

/** An open or ended wait of a call of `function`. */
type Wait = {readonly function: string; readonly place?: Place | undefined; readonly waitsFor?: WaitsFor | undefined};

/** Returns what the waits of one group have in common. */
export function groupOf(model: Pick<Model, 'tasks' | 'description'>, wait: Wait, grouping: WaitGrouping): string {
	if (grouping === 'line') return lineOf(wait);
	return grouping === 'function' ? wait.function : targetOf(model, wait.waitsFor);
}

/** Formats where a call waits: `pool.py:9`. Empty if unknown. */
export const lineOf = ({place}: Pick<Wait, 'place'>): string => (place ? `${place.file}:${place.line}` : '');

/** Names what a task waits for, in a few words: `timer 30 s`, `query`, `Promise.all`, `Queue`, `promise of acquire`. */
export function targetOf({tasks, description}: Pick<Model, 'tasks' | 'description'>, on: WaitsFor | undefined): string {
	const isPython = description.language === 'python';
	const unnamed = isPython ? 'a future' : 'a promise';
	switch (on?.kind) {
		case 'timer':
			return `timer ${span(on.ms)}`;
		case 'task':
			return tasks.get(on.task)?.function ?? 'a call';
		case 'join':
			return `${isPython ? 'asyncio' : 'Promise'}.${on.how}`;
		case 'io':
			return on.request === undefined ? on.what : `request ${on.what}`;
		case 'thread':
			return on.what === 'process' ? 'a process' : 'a thread';
		case 'lock':
			return on.lock === undefined ? on.what : `${on.what} ${on.lock}`;
		case 'yield':
			return 'its next turn';
		case 'opaque': {
			const maker = isPython ? undefined : makerOf(on);
			return maker === undefined ? unnamed : `promise of ${maker}`;
		}
		default:
			return unnamed;
	}
}

/**
 * Returns the name of the function that made a promise: the library's, or else the program's. Undefined if the function
 * has no name.
 */
export function makerOf({madeBy, madeAt}: Extract<WaitsFor, {kind: 'opaque'}>): string | undefined {
	const name = madeBy ?? madeAt?.function;
	return name?.startsWith('<') ? undefined : name;
}

/** Formats a time as people write timeouts: `30 s`, `0.5 s`, `50 ms`. */
function span(ms: number): string {
	return ms < 100 ? `${Number(ms.toFixed(ms < 10 ? 1 : 0))} ms` : `${Number((ms / 1000).toFixed(2))} s`;
}
