import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {Finding} from '../findings/finding.ts';

/** The rules about waits. The other rules are about the thread, errors or requests. */
const aboutWaits: ReadonlySet<string> = new Set([
	'deadlock',
	'nothing-can-wake',
	'not-given-back',
	'waits-for-itself',
	'only-grows',
	'pile-up',
	'cancel-swallowed',
	'executor-full',
	'no-reply',
	'unread-body',
	'reactions-pile-up',
]);

/** Returns whether a finding is about calls that should continue and do not. */
const isAboutWaits = ({rule}: Pick<Finding, 'rule'>): boolean => aboutWaits.has(rule);

/** The most callers of a call that are followed upwards. */
const maxCallers = 100;

/**
 * Returns the calls that a finding reports as stuck, those that wait for them, and the call that each of them waits
 * for, by id, with the worst finding.
 */
export function stuckTasks({tasks}: Model, findings: readonly Finding[]): ReadonlyMap<string, Finding> {
	const stuck = new Map<string, Finding>();
	for (const finding of findings) {
		if (finding.severity === 'info' || !isAboutWaits(finding)) continue;
		for (const id of finding.tasks) {
			let task = tasks.get(id);
			for (let steps = 0; task?.waitsFor && steps < maxCallers && !stuck.has(task.id); steps++) {
				stuck.set(task.id, finding);
				const inner = task.waitsFor.kind === 'task' ? tasks.get(task.waitsFor.task) : undefined;
				if (inner?.waitsFor && !stuck.has(inner.id)) stuck.set(inner.id, finding);
				const caller = tasks.get(task.parent ?? '');
				// Known callers are left out first, because a join may have very many members.
				task = caller && !stuck.has(caller.id) && awaits(caller, task) ? caller : undefined;
			}
		}
	}
	return stuck;
}

/** Returns whether a caller waits for a call, directly or as one of several. */
function awaits({waitsFor: on}: Task, {id}: Task): boolean {
	if (on?.kind === 'join') return on.tasks.includes(id);
	return on?.kind === 'handler' || (on?.kind === 'task' && on.task === id);
}

/**
 * Returns the finding that the narration of a running program reports: the worst one that still applies, or an error
 * that cannot be undone.
 */
export function narratedFinding(findings: readonly Finding[]): Finding | undefined {
	return findings.find(each => each.severity === 'error' || (each.severity === 'warning' && isAboutWaits(each)));
}
