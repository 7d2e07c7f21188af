import {joinAnd} from '../../text/join.ts';
import {thousands} from '../../text/thousands.ts';
import {duration, percent, seconds} from '../format-duration.ts';
import {formatFailure} from '../format-failure.ts';
import {isObserved, mostlyTakenBy} from '../projections/thread-use.ts';
import {capitalized} from '../sides.ts';
import {describeUnobserved, isUnobserved} from '../unobserved.ts';
import type {Evidence} from './evidence.ts';
import {isCompiledAway, isPython, isSet, isSilent, outcomeOf, wasStopped} from './evidence.ts';
import {formatOthersOutcome, othersOutcome} from './other-tasks-outcome.ts';
import {areTied} from './ties.ts';
import {formatMembers, unseenJoin} from './unseen-joins.ts';
import {
	bounded,
	formatBlock,
	formatCouldOverlap,
	formatForecast,
	formatRemedy,
	formatStopped,
	formatStuck,
	opposite,
	reasonOf,
	withPeriod,
} from './verdict-phrases.ts';

export type VerdictRole = 'wait' | 'run' | 'done' | 'fail' | 'muted';

type Row = {
	readonly kind: string;
	/** Determines color and sign. `muted`: there is nothing to learn from the run. */
	readonly role: VerdictRole;
	readonly when: (evidence: Evidence) => boolean;
	/** One sentence. */
	readonly format: (evidence: Evidence) => string;
	/** What to do about it; undefined if there is nothing to do. */
	readonly next?: (evidence: Evidence) => string | undefined;
	/** What a key shows about it, starting with the key. */
	readonly key?: () => string;
	/** What another run does about it, starting with its key; undefined if no other run does. */
	readonly rerun?: (evidence: Evidence) => string | undefined;
};

/**
 * The verdicts in order of precedence: the first row that is true of a run is its verdict. No row states what there is
 * no evidence for.
 */
export const verdictTable = [
	{
		kind: 'unobserved',
		role: 'muted',
		when: ({model}) => model.end !== undefined && model.end.outcome !== 'cancelled' && isUnobserved(model),
		format: ({model}) => describeUnobserved(model),
	},
	{
		kind: 'not-started',
		role: 'fail',
		when: evidence => evidence.model.startedAt === undefined && outcomeOf(evidence) !== 'cancelled',
		format: ({model}) => `It never started${model.end?.error ? `: ${withPeriod(reasonOf(model.end.error))}` : '.'}`,
	},
	{
		kind: 'stuck',
		role: 'fail',
		when: evidence => outcomeOf(evidence) === 'stalled',
		format: ({model, total}) => `Stuck at ${seconds(total)}: ${formatStuck(model)}.`,
		key: () => 'Enter shows who waits for whom.',
	},
	{
		kind: 'stopped',
		role: 'muted',
		when: wasStopped,
		format: ({model, total}) => formatStopped(model, total),
		rerun: ({model}) => (model.description.process?.attached ? undefined : 'r runs it again.'),
	},
	{
		kind: 'failed',
		role: 'fail',
		when: evidence => outcomeOf(evidence) === 'failed',
		format: ({model, total}) => {
			const error = model.end?.error ?? model.result?.error;
			return `Failed after ${seconds(total)}${error ? `: ${withPeriod(formatFailure(error))}` : '.'}`;
		},
	},
	{
		// Nothing is known about such tasks, not even whether they waited.
		kind: 'not-observed',
		role: 'run',
		when: ({model}) =>
			model.observedUntil !== undefined || model.unobserved.length > 0 || (isSilent(model) && isCompiledAway(model)),
		format: ({model}) =>
			model.observedUntil !== undefined
				? `Not observed after ${seconds(model.observedUntil - (model.startedAt ?? 0))}: the process closed its connection to async-tui, as exec does.`
				: model.unobserved.length > 0
					? `It uses ${joinAnd(model.unobserved)}, whose tasks are not observed: where the time went is unknown.`
					: 'Its async functions were compiled away: build it for ES2017 or later to observe them.',
	},
	{
		kind: 'observed',
		role: 'run',
		when: ({model}) => isObserved(model),
		format: ({tracing = 0}) => `Observing took ${percent(tracing)} of this run: trust the order, not the times.`,
		next: () => 'Time it without async-tui.',
	},
	{
		kind: 'nothing',
		role: 'muted',
		when: evidence => (isSet(evidence) ? evidence.model.lanes.length === 0 : isSilent(evidence.model)),
		format: evidence =>
			isSet(evidence) ? 'There was no task to run.' : 'It called no async function and awaited nothing.',
	},
	{
		kind: 'start-up',
		role: 'run',
		// A shorter run is fast enough, whatever took its time. Other processes slow down both parts of a run.
		when: ({model, model: {totals, thread}, total, after, of, observed}) =>
			total >= 100 &&
			totals.startUp - thread.preemptedAtStart >= Math.min(after, of + observed) &&
			(totals.startUp >= after || mostlyTakenBy(model) === undefined),
		format: ({model, total}) =>
			`Start-up took ${seconds(model.totals.startUp)} of ${seconds(total)}, before the first async call.`,
		next: evidence =>
			isPython(evidence) ? 'python -X importtime shows which import.' : 'node --cpu-prof shows which module.',
	},
	{
		kind: 'short',
		role: 'muted',
		when: ({model, after}) => after < 50 || mostlyTakenBy(model) !== undefined,
		format: ({model, after}) =>
			after < 50
				? `Ended after ${duration(after)}: too short to say where the time went.`
				: `${capitalized(mostlyTakenBy(model) ?? '')} most of ${duration(after)}: too little is left to say where the time went.`,
	},
	{
		kind: 'blocked',
		role: 'fail',
		when: ({block, delayed, after}) => block !== undefined && delayed > 0 && block.ms >= Math.max(100, 0.1 * after),
		format: ({model, block, delayed}) => (block ? formatBlock(model, block, delayed) : ''),
		next: evidence => formatRemedy(evidence),
	},
	{
		kind: 'computes',
		role: 'run',
		when: ({thread}) => thread >= 0.6,
		format: ({thread, is, outside = 0}) =>
			`${capitalized(bounded(is, percent(thread)))} of the time is spent on the thread${outside >= thread / 2 ? ', most of it outside any async function' : ''}.`,
		next: evidence => `Make that code shorter, or move it to a ${isPython(evidence) ? 'process' : 'worker'}.`,
	},
	{
		kind: 'half',
		role: 'run',
		when: ({thread}) => thread >= 0.4,
		format: () => 'About half of the time is spent on the thread, half waiting.',
		next: () => 'See which calls are mostly on the thread.',
	},
	{
		kind: 'queues',
		role: 'wait',
		when: ({model}) => model.totals.queueing >= Math.max(1, 0.5 * model.totals.waiting),
		format: ({model: {totals}}) => {
			const outside = totals.waiting < 5 ? '' : `, ${seconds(totals.waiting)} for the outside`;
			return `${seconds(totals.queueing)} of waiting for each other (a lock, a semaphore or a queue)${outside}.`;
		},
		next: () => 'Hold it for less, or allow more at once.',
	},
	{
		kind: 'first',
		role: 'done',
		when: evidence => isSet(evidence) && evidence.model.description.strategy.total === 'result',
		format: ({model, total}) => {
			const what = model.description.strategy.name === 'first-success' ? 'success' : 'result';
			const others = othersOutcome(model);
			return `The first ${what} came after ${seconds(total)}${others ? `; ${formatOthersOutcome(model, others)}` : ''}.`;
		},
		rerun: () => '2 waits for all.',
	},
	{
		kind: 'one-wait',
		role: 'done',
		when: ({model}) => model.totals.waits === 1,
		format: ({model}) => `One wait, of ${seconds(model.totals.waiting)}${formatMembers(unseenJoin(model))}.`,
	},
	{
		kind: 'could-overlap',
		role: 'wait',
		when: ({couldOverlap}) => couldOverlap.length > 0,
		format: ({couldOverlap: [first]}) => (first ? formatCouldOverlap(first) : ''),
	},
	{
		kind: 'overlaps',
		role: 'done',
		when: ({model: {totals}}) => totals.peak >= 2 && totals.sum >= 1.15 * totals.covered,
		format: ({model: {totals}, after}) => {
			const tail = areTied(after, totals.longest) ? '; as long as the longest' : '';
			return `${seconds(totals.waiting)} of waiting in ${seconds(after)}, up to ${thousands(totals.peak)} at once${tail}.`;
		},
	},
	{
		kind: 'in-turn',
		role: 'wait',
		when: ({model}) => model.totals.peak === 1 && !unseenJoin(model),
		format: ({model, forecast}) =>
			`${seconds(model.totals.waiting)} of waiting, one wait at a time.${forecast ? formatForecast(forecast) : ''}`,
		rerun: evidence => (isSet(evidence) ? '2 starts them together.' : undefined),
	},
	{
		kind: 'waits',
		role: 'wait',
		when: () => true,
		format: ({thread, is}) => `Waits ${bounded(opposite[is], percent(1 - thread))} of the time.`,
	},
] as const satisfies readonly Row[];

export type VerdictKind = (typeof verdictTable)[number]['kind'];

export const verdictKinds = verdictTable.map(({kind}) => kind) as readonly VerdictKind[];

/** Verdicts about how a run ended. They leave out the start-up and the exit code, which do not matter then. */
export const endVerdicts: ReadonlySet<VerdictKind> = new Set([
	'unobserved',
	'not-started',
	'stuck',
	'stopped',
	'failed',
]);
