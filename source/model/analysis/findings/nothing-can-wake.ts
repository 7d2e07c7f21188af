import {plural} from '../../../text/plural.ts';
import type {Model} from '../../model.ts';
import type {OpenWait} from '../open-waits.ts';
import {isAsleep, openWaits, undisturbedUntil} from '../open-waits.ts';
import {waitGraph} from '../wait-graph.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {listed, numberedName} from './names.ts';
import {lineOf} from './places.ts';

/** A run whose calls wait while nothing is left that could wake them. Only the runtime knows that. */
export const nothingCanWake: Rule = model => {
	const at = undisturbedUntil(model);
	if (model.end?.outcome !== 'stalled' && !isAsleep(model, at)) return [];
	const open = [...openWaits(model, at).values()].filter(({on, task}) => on && task.kind !== 'program');
	const innermost = open.findLast(({on}) => on?.kind !== 'task' && on?.kind !== 'join');
	if (!innermost) return [];
	// A deadlock says more.
	const {dead} = waitGraph(model, at);
	if (open.every(({task}) => dead.has(task.id))) return [];
	return [describe(model, open, innermost)];
};

function describe(model: Model, open: readonly OpenWait[], innermost: OpenWait): Finding {
	const {place, task} = innermost;
	const [waits, them, which] = open.length === 1 ? ['waits', 'it', 'It'] : ['wait', 'them', 'The innermost'];
	return found({
		rule: 'nothing-can-wake',
		severity: 'error',
		proof: 'proved',
		at: innermost.since,
		...(place && {place}),
		tasks: [task, ...open.flatMap(other => (other === innermost ? [] : [other.task]))],
		text: `${plural(open.length, 'call')} ${waits} and nothing can wake ${them}: no timer, no I/O, no thread. ${which} is ${task.name}, at ${lineOf(place)}${waitingFor(innermost)}.${failedTakers(model, innermost)}`,
	});
}

function waitingFor({on}: OpenWait): string {
	if (on?.kind !== 'lock') return '';
	const method = on.method === undefined || on.method === 'acquire' ? '' : `.${on.method}`;
	return `, for ${on.what}${method}${on.lock === undefined ? '' : ` (${on.lock})`}`;
}

/** Who took from a queue and failed before it was done with what it took. */
function failedTakers(model: Model, {on}: OpenWait): string {
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
