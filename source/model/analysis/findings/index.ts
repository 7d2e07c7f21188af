import {thousands} from '../../../text/thousands.ts';
import type {Model} from '../../model.ts';
import {stuckTasks} from '../waiting/stuck-tasks.ts';
import {cancelledAfterFailure, cancelSwallowed} from './cancellations.ts';
import {deadlock} from './deadlock.ts';
import {endlessWait} from './endless-wait.ts';
import {errorsDropped} from './errors-dropped.ts';
import {executorFull} from './executor-full.ts';
import type {Finding, Rule} from './finding.ts';
import {severities} from './finding.ts';
import {limitWithinItself} from './limit-within-itself.ts';
import {lockNotReleased} from './lock-not-released.ts';
import {noExit} from './no-exit.ts';
import {noLimit} from './no-limit.ts';
import {noReply} from './no-reply.ts';
import {nothingCanWake} from './nothing-can-wake.ts';
import {onlyGrows} from './only-grows.ts';
import {pileUp} from './pile-up.ts';
import {lineOf} from './places.ts';
import {promiseNotReleased} from './promise-not-released.ts';
import {reactionsPileUp} from './reactions-pile-up.ts';
import {neverAwaited, neverRetrieved, unhandledRejection} from './runtime-warnings.ts';
import {starved} from './starved.ts';
import {takersFailed} from './takers-failed.ts';
import {taskDestroyed} from './task-destroyed.ts';
import {threadHeld} from './thread-held.ts';
import {unreadBody} from './unread-body.ts';
import {waitsForItself} from './waits-for-itself.ts';

const all: readonly Rule[] = [
	deadlock,
	endlessWait,
	nothingCanWake,
	lockNotReleased,
	takersFailed,
	promiseNotReleased,
	taskDestroyed,
	neverAwaited,
	unhandledRejection,
	starved,
	threadHeld,
	executorFull,
	errorsDropped,
	neverRetrieved,
	cancelSwallowed,
	cancelledAfterFailure,
	onlyGrows,
	pileUp,
	noLimit,
	noExit,
	noReply,
	unreadBody,
	reactionsPileUp,
	waitsForItself,
	limitWithinItself,
];

/**
 * Returns what may be wrong with a program, the worst first. Findings of one rule at one place are merged and counted.
 * Sets of tasks have none, because their work is known.
 */
export function findingsOf(model: Model): readonly Finding[] {
	if (model.description.form !== 'program') return [];
	const known = new Map<string, Finding[]>();
	for (const rule of all) {
		for (const each of rule(model)) {
			const key = keyOf(each);
			const same = known.get(key);
			if (same) same.push(each);
			else known.set(key, [each]);
		}
	}
	return withoutSymptoms(model, Array.from(known.values(), merged)).toSorted(
		(one, other) => bySeverity(one, other) || one.at - other.at,
	);
}

/** One line can call several functions without awaiting them. */
const keyOf = ({rule, text, place}: Finding): string => `${rule} ${rule === 'never-awaited' ? text : lineOf(place)}`;

/** Returns findings as they are in `fresh`, which are those of a later moment. Keeps those that are no longer there. */
export function withNewFigures(findings: readonly Finding[], fresh: readonly Finding[]): readonly Finding[] {
	const newer = new Map(fresh.map(each => [keyOf(each), each]));
	return findings.map(each => newer.get(keyOf(each)) ?? each);
}

const bySeverity = (one: Finding, other: Finding) =>
	severities.indexOf(one.severity) - severities.indexOf(other.severity);

/** Joins the findings of one rule at one place, in the words of the most severe one. */
function merged(same: readonly Finding[]): Finding {
	const [worst] = same.toSorted(bySeverity) as [Finding];
	const count = same.reduce((sum, each) => sum + each.count, 0);
	if (count === 1) return worst;
	const tasks = same.flatMap(each => each.tasks);
	return {...worst, count, tasks, text: worst.text.replace(/\.$/, `, ${thousands(count)} times.`)};
}

/** Removes pile-ups of calls for which another finding gives the reason, directly or through what they wait for. */
function withoutSymptoms(model: Model, findings: readonly Finding[]): readonly Finding[] {
	if (!findings.some(({rule}) => rule === 'pile-up')) return findings;
	const reasons = findings.filter(({rule}) => explaining.has(rule));
	const explained = stuckTasks(model, reasons);
	const lines = new Set(reasons.map(({place}) => lineOf(place)));
	const isSymptom = ({place, tasks}: Finding) => lines.has(lineOf(place)) || tasks.every(id => explained.has(id));
	return findings.filter(each => each.rule !== 'pile-up' || !isSymptom(each));
}

const explaining: ReadonlySet<Finding['rule']> = new Set([
	'deadlock',
	'nothing-can-wake',
	'not-given-back',
	'executor-full',
]);
