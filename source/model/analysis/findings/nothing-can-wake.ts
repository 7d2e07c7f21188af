import {plural} from '../../../text/plural.ts';
import type {WaitsFor} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import {makerOf} from '../../projections/wait-groups.ts';
import type {Span, Task} from '../../task.ts';
import type {OpenWait} from '../open-waits.ts';
import {isAsleep, openWaits, undisturbedUntil} from '../open-waits.ts';
import {cycleIn, waitGraph} from '../wait-graph.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {listed, numberedName} from './names.ts';
import {lineOf} from './places.ts';

/** Finds calls that wait although nothing is left that could wake them. Only the runtime knows that. */
export const nothingCanWake: Rule = model => {
	const at = undisturbedUntil(model);
	if (model.end?.outcome !== 'stalled' && !isAsleep(model, at)) return [];
	// A generator that has yielded a value waits for nothing.
	const waits = [...openWaits(model, at).values()].filter(({on}) => on && on.kind !== 'yield');
	const open = waits.filter(({task}) => task.kind !== 'program');
	const [top] = waits;
	if (open.length === 0) return top && model.end?.outcome === 'stalled' ? [describeTopLevel(top)] : [];
	// A worker waits for the next item by design; a task that joins the queue does not.
	const innermost = open.findLast(isJoin) ?? open.findLast(({on}) => on?.kind !== 'task' && on?.kind !== 'join');
	if (!innermost) return [];
	// The rule for deadlocks reports more.
	const graph = waitGraph(model, at);
	if (cycleIn(graph, model) && open.every(({task}) => graph.dead.has(task.id))) return [];
	return [describe(model, open, innermost)];
};

function describe(model: Model, open: readonly OpenWait[], innermost: OpenWait): Finding {
	const {task} = innermost;
	// A function that returned a promise waits for it at no line.
	const place = innermost.place ?? task.definedAt;
	const {name} = task;
	const [wait, them, who] = open.length === 1 ? ['waits', 'it', name] : ['wait', 'them', `The innermost, ${name},`];
	return found({
		rule: 'nothing-can-wake',
		severity: 'error',
		proof: 'proved',
		at: innermost.since,
		...(place && {place}),
		tasks: [task, ...open.flatMap(other => (other === innermost ? [] : [other.task]))],
		text: `${plural(open.length, 'call')} ${wait} and nothing can wake ${them}: no timer, no I/O, no thread. ${who} waits at ${lineOf(place)}${waitingFor(innermost)}.${failedTakers(model, innermost) || unfinished(model, innermost)}`,
	});
}

/** Formats what a call waits for: ` for Queue.join (L1)`. Empty if the trace does not show it. */
export function waitingFor({on, task}: OpenWait): string {
	if (on && isImport(on)) return ' for import()';
	if (on?.kind === 'opaque') return forPromise(makerOf(on), task);
	if (on?.kind !== 'lock') return '';
	const method = on.method === undefined || on.method === 'acquire' ? '' : `.${on.method}`;
	return ` for ${on.what}${method}${on.lock === undefined ? '' : ` (${on.lock})`}`;
}

/** Formats the promise that a call waits for: ` for a promise of once`. Empty if the call made the promise itself. */
function forPromise(maker: string | undefined, {function: own}: Task): string {
	return maker === undefined || maker === own ? '' : ` for a promise of ${maker}`;
}

/** Formats the tasks that took from a queue and failed before they finished the item. */
export function failedTakers(model: Model, {on}: OpenWait): string {
	const lock = on?.kind === 'lock' ? model.locks.get(on.lock ?? '') : undefined;
	const failed = (lock?.holders ?? []).flatMap(({task}) => {
		const taker = model.tasks.get(task);
		return taker?.state === 'failed' ? [taker] : [];
	});
	const [first] = failed;
	if (!first) return '';
	const {name, place} = first.error ?? {};
	const names = listed(failed.map(each => numberedName(model, each)));
	return ` ${names} took from it and failed: ${name ?? 'an error'}${place ? ` at ${lineOf(place)}` : ''}.`;
}

/** Formats the tasks that took from a joined queue and have not called `task_done()`. */
function unfinished(model: Model, wait: OpenWait): string {
	const lock = isJoin(wait) && wait.on?.kind === 'lock' ? model.locks.get(wait.on.lock ?? '') : undefined;
	const [first] = lock?.holders ?? [];
	const names = (lock?.holders ?? []).flatMap(({task}) => {
		const taker = model.tasks.get(task);
		return taker ? [numberedName(model, taker)] : [];
	});
	if (!first || names.length === 0) return '';
	return ` ${listed(names)} took from it${first.place ? ` at ${lineOf(first.place)}` : ''} without task_done().`;
}

const isJoin = ({on}: OpenWait) => on?.kind === 'lock' && on.method === 'join';

const isImport = (on: WaitsFor) => on.kind === 'io' && on.what === 'import()';

function describeTopLevel({task, since, place, on}: OpenWait): Finding {
	const waits = waitsOfModules(task);
	// Each module waits for another module that waits, so the chain returns to one of them.
	const isCycle = waits?.every(({waitsFor}) => waitsFor && isImport(waitsFor)) ?? false;
	const lines = listed((isCycle && waits ? waits : [{place}]).map(each => lineOf(each.place)));
	return found({
		rule: 'nothing-can-wake',
		severity: 'error',
		proof: 'proved',
		at: since,
		...(place && {place}),
		tasks: [task],
		text: isCycle
			? `A module waits for itself, directly or through others: import() is awaited at ${lines}, and nothing can wake ${waits?.length === 1 ? 'it' : 'them'}.`
			: `The top level waits at ${lines}${on && isImport(on) ? ' for import()' : ''} and nothing can wake it: no timer, no I/O, no thread.`,
	});
}

/** Returns the open waits of modules at their top levels, one for each file, in order. Undefined if unknown. */
function waitsOfModules({spans}: Task): readonly Span[] | undefined {
	const open = new Map<string | undefined, Span>();
	let isKnown = true;
	for (let index = 0; index < spans.length; index++) {
		const span = spans.at(index);
		if (span?.state === 'waiting') {
			open.set(span.place?.file, span);
		} else if (index > 0 && span?.from !== span?.to) {
			// One of the waits has ended. If nothing ran, another module reached its await instead.
			isKnown &&= open.size === 1;
			open.clear();
		}
	}
	return isKnown ? [...open.values()] : undefined;
}
