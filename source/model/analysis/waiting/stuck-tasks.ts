import type {Model} from '../../model.ts';
import type {Finding} from '../findings/finding.ts';

/** The other rules are about the thread, errors or requests. */
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

/** Whether a finding names calls that should go on and do not. */
export const isAboutWaits = ({rule}: Pick<Finding, 'rule'>): boolean => aboutWaits.has(rule);

/** The most callers above a call that are followed. */
const maxCallers = 100;

/** The calls that a finding says are stuck, those that wait for them, and the call that each of them waits for; by id, with the worst finding. */
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
				const on = caller?.waitsFor;
				const waits =
					(on?.kind === 'task' && on.task === task.id) ||
					(on?.kind === 'join' && on.tasks.includes(task.id)) ||
					on?.kind === 'handler';
				task = waits ? caller : undefined;
			}
		}
	}
	return stuck;
}

/** The finding that a running program is narrated by: the worst that is still so, or an error that cannot be undone. */
export function narratedFinding(findings: readonly Finding[]): Finding | undefined {
	return findings.find(each => each.severity === 'error' || (each.severity === 'warning' && isAboutWaits(each)));
}
