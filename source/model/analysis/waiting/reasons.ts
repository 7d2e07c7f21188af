import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import {now} from '../../at-moment.ts';
import {duration} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import {waitChain} from '../../projections/wait-chain.ts';
import type {Finding} from '../findings/finding.ts';
import {ruleName} from '../findings/finding.ts';
import type {ListedWait} from './listed.ts';
import {lockReasons, wakersReason} from './lock-reasons.ts';
import type {WaitReason} from './wait-reason.ts';

/**
 * Returns why the calls of a row wait: findings there, what they wait for, who holds it, who called them, and what
 * could wake them.
 */
export function reasonsOf(model: Model, row: ListedWait, findings: readonly Finding[]): readonly WaitReason[] {
	return [
		...findingReasons(row, findings),
		...lockReasons(model, row),
		...targetReason(model, row),
		...callersReason(model, row),
		...pastReason(model, row),
		...wakersReason(model),
	];
}

/** Returns the findings at the line of a row, or about its calls. */
function findingReasons({place, finding, tasks}: ListedWait, findings: readonly Finding[]): readonly WaitReason[] {
	const ids = new Set(tasks.map(({id}) => id));
	const here = findings.filter(
		each => (each.place?.file === place.file && each.place.line === place.line) || each.tasks.some(id => ids.has(id)),
	);
	const shown = here.length === 0 && finding ? [finding] : here;
	return shown.map(each => ({label: ruleName(each), severity: each.severity, lines: [each.text]}));
}

/** Returns the whole chain of what the oldest call waits for. */
function targetReason(model: Model, {oldest, target, targets}: ListedWait): readonly WaitReason[] {
	const chain = waitChain(model, oldest.id);
	const own = chain.findIndex(({task}) => task === oldest);
	const below = chain.slice(own + 1);
	// The row already shows what it directly waits for.
	if (targets === 1 && !below.some(({task}) => task)) return [];
	const steps = below.map(({words, at}) => (at === undefined ? words : `${words} at ${at}`));
	return [{label: 'the oldest', lines: [`waits for ${steps.length > 0 ? steps.join(', then ') : target}`]}];
}

/** The most callers that are named. */
const maxCallers = 3;

function callersReason(model: Model, {tasks}: ListedWait): readonly WaitReason[] {
	const callers = new Map<string, {count: number; ended: number}>();
	for (const {parent} of tasks) {
		const caller = model.tasks.get(parent ?? '');
		if (!caller) continue;
		const name = caller.kind === 'program' ? 'the top level' : (model.sites.siteOf(caller)?.name ?? caller.function);
		const {count, ended} = callers.get(name) ?? {count: 0, ended: 0};
		callers.set(name, {count: count + 1, ended: ended + (caller.endedAt === undefined ? 0 : 1)});
	}
	if (callers.size === 0) return [];
	const named = [...callers]
		.sort(([, one], [, other]) => other.count - one.count)
		.slice(0, maxCallers)
		.map(([name, {count, ended}]) => {
			const gone = ended === 0 ? '' : ended === count ? ', which has ended' : `, ${ended} of which have ended`;
			return tasks.length === 1 ? `${name}${gone}` : `${name}, ${plural(count, 'time')}${gone}`;
		});
	const more = callers.size > maxCallers ? [plural(callers.size - maxCallers, 'other')] : [];
	return [{label: 'called by', lines: [...named, ...more]}];
}

/** Returns what is known about ended waits there. */
function pastReason(model: Model, {past}: ListedWait): readonly WaitReason[] {
	if (!past) return [{label: 'earlier waits', lines: ['none: no call has left this line yet']}];
	const {times, p50, p99, leftAt} = past;
	const left = leftAt === undefined ? 'none has resumed' : `the last ended ${duration(now(model) - leftAt)} ago`;
	const usual =
		times < 20 ? `half of them up to ${duration(p50)}` : `half up to ${duration(p50)}, 99% up to ${duration(p99)}`;
	return [{label: 'earlier waits', lines: [`${thousands(times)}: ${usual}; ${left}`]}];
}
