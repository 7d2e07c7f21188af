import {plural, theOthers} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import {formatFailure} from '../format-failure.ts';
import type {Model, WarningEvent} from '../model.ts';
import {firstFailure} from '../queries.ts';
import type {Task} from '../task.ts';
import {lineOf} from './findings/places.ts';
import {cancelledTasks, formatCanceller, othersOutcome} from './other-tasks-outcome.ts';

/** With more lanes than this, they are not searched for facts. */
const maxLanes = 10_000;

/**
 * Returns what a reader of an ended run must know besides its verdict, one sentence each, the most important first: a
 * failure that the program never received, a warning of the runtime, and what happened to tasks that kept running after
 * the result or after their callers ended.
 */
export function notableFacts(model: Model): readonly string[] {
	if (!model.end && !model.result) return [];
	const isSet = model.description.form === 'tasks';
	const lanes = model.lanes.length > maxLanes ? [] : model.lanes;
	return [
		...neverRetrieved(model, lanes),
		...droppedByGather(model, lanes),
		...warnings(model),
		...(isSet ? afterDecision(model) : afterCallers(model, lanes)),
		...neverSettled(model, lanes),
	];
}

/** Reports failures that the program never received. Only the runtime knows about them. */
function neverRetrieved(model: Model, lanes: readonly Task[]): readonly string[] {
	const lost = new Set(lanes.filter(({heard, error}) => heard === false && error));
	for (const warning of model.warnings) {
		const lane = rejectedLane(model, warning);
		if (lane) lost.add(lane);
	}
	return [...lost].map(
		({name, error}) => `${name} failed${error ? `: ${formatFailure(error)}` : ''}. Its failure was never retrieved.`,
	);
}

/** Returns the lane whose failure is an unhandled rejection. Undefined if that ended the run. */
function rejectedLane({tasks, end}: Model, {kind, task = '', message}: WarningEvent): Task | undefined {
	const lane = kind === 'unhandled-rejection' && end?.outcome !== 'failed' ? tasks.get(task) : undefined;
	return lane?.error && message === `${lane.error.name}: ${lane.error.message}` ? lane : undefined;
}

/**
 * Reports the failures that `gather` dropped: it raises only the first. A `gather` that waits for all its members may
 * have been asked to return failures, and drops none. A cancelled member did not fail.
 */
function droppedByGather({tasks}: Model, lanes: readonly Task[]): readonly string[] {
	const failures = lanes.filter(({error, heard, state}) => error && heard !== false && state !== 'cancelled');
	if (failures.length < 2) return [];
	const dropped = new Set<Task>();
	for (const {spans} of tasks.values()) {
		for (const {waitsFor: on, to} of spans) {
			if (on?.kind !== 'join' || on.how !== 'gather' || to === undefined) continue;
			const endOf = ({endedAt = Number.POSITIVE_INFINITY}: Task) => endedAt;
			const ids = new Set(on.tasks);
			const members = failures.filter(({id}) => ids.has(id)).sort((one, other) => endOf(one) - endOf(other));
			const [first, ...later] = members;
			const leftOthers = [...ids].flatMap(id => tasks.get(id) ?? []).some(member => endOf(member) > to);
			if (first && endOf(first) < to && leftOthers) for (const member of later) dropped.add(member);
		}
	}
	return [...dropped].map(
		({name, error}) => `gather passes on the first failure only: ${name}: ${error?.name ?? 'its error'} was dropped.`,
	);
}

/**
 * Returns a warning of the runtime. An uncaught error that ended the run is already in its verdict, and a rejection in
 * the sentence about its lane.
 */
function warnings(model: Model): readonly string[] {
	const {warnings, end} = model;
	const known = new Set(end?.outcome === 'failed' ? ['runtime', 'uncaught'] : ['runtime']);
	const fatal = end?.outcome === 'failed' && end.error ? `${end.error.name}: ${end.error.message}` : undefined;
	const isKnown = ({kind, message}: Model['warnings'][number]) =>
		known.has(kind) || (kind === 'unhandled-rejection' && message === fatal);
	const warning =
		warnings.find(({kind}) => kind === 'never-awaited') ??
		warnings.find(each => !isKnown(each) && !rejectedLane(model, each));
	const lastLine = warning?.message.trim().split('\n').at(-1) ?? '';
	return lastLine === '' ? [] : [/[.!?…]$/.test(lastLine) ? lastLine : `${withPlace(lastLine, warning?.place)}.`];
}

/** Adds the line to Python's words about a coroutine: `Coroutine 'f' was never awaited at app.py:3`. */
function withPlace(words: string, place: WarningEvent['place']): string {
	const line = place ? ` at ${lineOf(place)}` : '';
	return words.replace(/^coroutine (\S+ was never awaited)$/, (_, rest) => `Coroutine ${rest}${line}`);
}

/** Reports what happened to the other tasks of a set, and how the tasks that were not done ended. */
function afterDecision(model: Model): readonly string[] {
	const {totals, result, lanes, description} = model;
	const first = result?.outcome === 'failed' ? firstFailure(model) : undefined;
	const failure = first?.state === 'cancelled' ? undefined : first;
	const before = failure && description.strategy.name !== 'first-success' ? `${failure.name} ${failure.state}; ` : '';
	const outcome =
		result?.outcome === 'done' && description.strategy.total === 'result' ? undefined : othersOutcome(model);
	const facts = [
		...(outcome && outcome.ranOn > 0 ? [`${theOthers(outcome.ranOn)} ran until ${seconds(outcome.ranOnTo)}`] : []),
		// The verdict already reports a cancellation by the user.
		...(outcome?.cancelled ?? [])
			.filter(({by}) => by?.cause !== 'interrupt')
			.map(({by, count}) => `${theOthers(count)} ${count === 1 ? 'was' : 'were'} ${formatCanceller(model, by, count)}`),
		...(result?.outcome === 'failed' && totals.queued > 0 ? [`${plural(totals.queued, 'task')} never started`] : []),
	];
	if (facts.length > 0) return facts.map((fact, index) => sentence(index === 0 ? `${before}${fact}` : fact));
	if (result?.outcome !== 'done' || description.strategy.total === 'result' || totals.done === lanes.length) return [];
	const counts = {done: totals.done, failed: totals.failed, 'timed out': totals.timedOut, cancelled: totals.cancelled};
	return [
		`${Object.entries(counts)
			.flatMap(([word, count]) => (count > 0 ? [`${thousands(count)} ${word}`] : []))
			.join(', ')}.`,
	];
}

/** Reports calls of a program that were cancelled, and calls that outlived their callers. */
function afterCallers(model: Model, lanes: readonly Task[]): readonly string[] {
	const cancelled = withoutCallers(
		lanes.filter(({state, endedBy, kind}) => state === 'cancelled' && endedBy && kind !== 'program'),
	);
	const outlived = lanes.filter(({orphan, state, endedAt}) => orphan && state !== 'cancelled' && endedAt !== undefined);
	const [first] = outlived;
	const last = Math.max(0, ...outlived.map(({endedAt}) => sinceStart(model, endedAt)));
	const caller = model.tasks.get(first?.parent ?? '')?.name ?? 'its caller';
	return [
		...cancelledTasks(model, cancelled).map(({by, count}) => {
			const those = cancelled.filter(({endedBy}) => endedBy?.cause === by?.cause);
			const [one] = those;
			const then = by?.cause === 'loop-closed' ? ' after main ended' : '';
			const who = count === 1 ? `${one?.name} was` : `${plural(count, nounFor(those))} were`;
			return `${who} ${formatCanceller(model, by, count)}${then}.`;
		}),
		...(outlived.length === 1 && first ? [`${first.name} ran until ${seconds(last)}, after ${caller} ended.`] : []),
		...(outlived.length > 1
			? [`${plural(outlived.length, nounFor(outlived))} ran until ${seconds(last)}, after their callers ended.`]
			: []),
	];
}

/** Leaves out callers that were cancelled through one of their calls, as the totals do. */
function withoutCallers(cancelled: readonly Task[]): readonly Task[] {
	const first = new Map<string, number>();
	for (const {parent, endedAt = 0} of cancelled)
		if (parent !== undefined) first.set(parent, Math.min(endedAt, first.get(parent) ?? endedAt));
	return cancelled.filter(({id, endedAt = 0}) => (first.get(id) ?? Number.POSITIVE_INFINITY) > endedAt);
}

/**
 * Reports what never settled. For a program, open calls count, whether they wait or run; its totals count only waits
 * for the outside.
 */
function neverSettled(model: Model, lanes: readonly Task[]): readonly string[] {
	const {end, totals, description} = model;
	if (!end || model.startedAt === undefined || end.outcome === 'ok' || end.outcome === 'stalled') return [];
	// The facts about a failed set already count its tasks that never started.
	const queued = end.outcome === 'failed' ? 0 : totals.queued;
	const isOpen = ({kind, startedAt, endedAt}: Task) =>
		kind !== 'program' && startedAt !== undefined && endedAt === undefined;
	const open = lanes.filter(isOpen);
	const [count, noun] =
		description.form === 'tasks' ? [totals.inFlight + queued, 'task'] : [open.length, nounFor(open)];
	return count === 0 ? [] : [`${plural(count, noun)} never settled.`];
}

/** Returns the noun for these lanes of a program: some may be threads, processes or requests. */
function nounFor(lanes: readonly Task[]): 'call' | 'lane' {
	return lanes.every(({kind}) => kind === 'call' || kind === 'generator') ? 'call' : 'lane';
}

const sentence = (text: string) => `${text.replace(/^the other/, 'The other')}.`;
