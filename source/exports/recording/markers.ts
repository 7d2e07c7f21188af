import type {Model} from '../../model/model.ts';
import type {Task} from '../../model/task.ts';
import {joinAnd} from '../../text/join.ts';
import {thousands} from '../../text/thousands.ts';
import type {Marker} from './recording.ts';
import {safeText} from './row.ts';

type RunMarkerKind = Exclude<Marker['kind'], 'chapter'>;

/**
 * Returns where lanes of finished runs started, settled, failed or blocked the loop, in the order of time. Events at
 * about the same time share a marker.
 */
export function markersOf(models: readonly Model[]): readonly Marker[] {
	const markers = models
		.flatMap(model => [...lanesOf(model), ...blocksOf(model)])
		.sort((one, other) => one.at - other.at);
	const together: {at: number; kind: RunMarkerKind; what: string[]}[] = [];
	for (const {at, kind, what} of markers) {
		const last = together.findLast(marker => marker.kind === kind);
		if (last && at - last.at <= mergeMs) {
			last.what.push(what);
		} else {
			together.push({at, kind, what: [what]});
		}
	}
	return together.map(({at, kind, what}) => {
		const names = [...new Set(what.map(safeText))];
		return {at, kind, words: `${listed(names)} ${verbs[kind](names.length)}`};
	});
}

const verbs: Readonly<Record<RunMarkerKind, (count: number) => string>> = {
	start: count => (count > 1 ? 'start' : 'starts'),
	settle: count => (count > 1 ? 'settle' : 'settles'),
	fail: count => (count > 1 ? 'fail' : 'fails'),
	block: count => (count > 1 ? 'block the loop' : 'blocks the loop'),
};

/** ms within which events share a marker: no viewer sees which came first. */
const mergeMs = 25;

/** ms of the shortest block that gets a marker. */
const minBlockMs = 100;

type Moment = {readonly at: number; readonly kind: RunMarkerKind; readonly what: string};

function lanesOf({lanes}: Model): readonly Moment[] {
	return lanes.flatMap(({name, startedAt, endedAt, state}: Task): readonly Moment[] => [
		...(startedAt === undefined ? [] : [{at: startedAt, kind: 'start' as const, what: name}]),
		...(endedAt === undefined
			? []
			: [{at: endedAt, kind: state === 'done' ? ('settle' as const) : ('fail' as const), what: name}]),
	]);
}

function blocksOf({thread, tasks}: Model): readonly Moment[] {
	return thread.blocks
		.filter(({ms}) => ms >= minBlockMs)
		.map(({from, task}) => ({at: from, kind: 'block', what: tasks.get(task ?? '')?.name ?? 'the program'}));
}

/** Lists as many names as fit in a tooltip, and counts the rest. */
function listed(names: readonly string[]): string {
	return joinAnd(names.length > 3 ? [...names.slice(0, 3), `${thousands(names.length - 3)} more`] : names);
}
