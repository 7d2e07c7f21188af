import {joinAnd} from '../../text/join.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {briefTurnMs, holderOf, now} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import {formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';
import {callTotals} from '../projections/calls.ts';
import {offLoop} from '../queries.ts';
import type {Task} from '../task.ts';
import {describeStart, isUnobserved} from '../unobserved.ts';
import {narrateBlocked} from './narrate-blocked.ts';
import type {Draft} from './wording.ts';
import {formatTaskEnd} from './wording.ts';

/**
 * How long the end of a call is news, in ms, and the most calls with which it is reported: with more there is no time
 * to read it.
 */
const newsMs = 500;
const fewLanes = 40;
/** With more calls than this, no sentence about single calls is formed. */
const manyLanes = 1000;
/** Calls that end within this time of each other, in ms, end together: the innermost one is the news. */
const togetherMs = 5;

/** Narrates a program in progress. */
export function narrateProgram(model: Model): Draft {
	if (model.phase === 'starting' && isUnobserved(model)) {
		return {role: 'queued', texts: describeStart(model)};
	}
	if (model.phase === 'starting') {
		const {runtime} = model;
		const text = runtime === undefined ? 'The runtime is starting.' : `${runtime} is ready to run the program.`;
		return {role: 'queued', texts: [text]};
	}
	const many = model.lanes.length > manyLanes;
	const small = many ? undefined : (narrateNews(model) ?? narrateOrphans(model));
	return narrateBlocked(model) ?? small ?? narrateThread(model) ?? (many ? narrateMany(model) : narrateWaiting(model));
}

/** Narrates what the end of a call has just changed. */
function narrateNews(model: Model): Draft | undefined {
	const {settled, lanes} = model;
	const last = settled.at(-1)?.endedAt ?? 0;
	if (lanes.length > fewLanes || settled.length === 0 || now(model) - last > newsMs) return undefined;
	const news = settled.find(({endedAt = 0}) => endedAt >= last - togetherMs);
	if (!news) return undefined;
	const what = formatTaskEnd(news);
	const role = news.state === 'done' ? 'done' : news.state === 'cancelled' ? 'muted' : 'fail';
	const why = news.error && role === 'fail' ? `: ${formatFailure(news.error)}` : '';
	const orphans = lanes.filter(each => each.orphan && each.endedAt === undefined);
	const open = innermost(model);
	const then =
		orphans.length > 0
			? `; ${formatKeepsRunning(orphans)}`
			: open.length > 0
				? `; ${formatNames(open)} ${open.length === 1 ? 'is' : 'are'} still in flight`
				: '';
	return {role, texts: [`${what}${why}${then}.`, `${what}${why}.`, `${what}.`]};
}

/** Narrates calls whose callers have ended. */
function narrateOrphans(model: Model): Draft | undefined {
	const orphans = model.lanes.filter(each => each.orphan && each.endedAt === undefined);
	const [first] = orphans;
	if (!first) return undefined;
	const caller = model.tasks.get(first.parent ?? '')?.name;
	const after = caller === undefined || orphans.length > 1 ? 'their callers ended' : `${caller} ended`;
	return {role: 'wait', texts: [`${formatKeepsRunning(orphans)} after ${after}.`, `${formatKeepsRunning(orphans)}.`]};
}

function formatKeepsRunning(orphans: readonly Task[]): string {
	return `${formatNames(orphans)} ${orphans.length === 1 ? 'keeps' : 'keep'} running`;
}

function narrateThread(model: Model): Draft | undefined {
	const holder = holderOf(model);
	if (!holder || now(model) - holder.since < briefTurnMs) return undefined;
	const name = model.tasks.get(holder.task ?? '')?.name ?? 'the program';
	return {role: 'run', texts: [`${name} is on the thread: nothing else can run.`, `${name} is on the thread.`]};
}

/** Narrates what waits and where, while the thread is free. */
function narrateWaiting(model: Model): Draft {
	const open = innermost(model);
	const inThreads = open.filter(({kind}) => kind === 'thread');
	const free = 'the event loop is free for other work';
	if (open.length === 0) return {role: 'wait', texts: [narrateIdle(model)]};
	if (inThreads.length > 0) {
		const runs = `${formatNames(inThreads)} ${formatOffLoop(inThreads)}`;
		const others = open.length - inThreads.length;
		const waiting = others > 0 ? `, ${thousands(others)} ${others === 1 ? 'waits' : 'wait'}` : '';
		return {role: 'wait', texts: [`${runs}${waiting}: ${free}.`, `${runs}: ${free}.`, `${runs}${waiting}.`]};
	}
	const [only] = open;
	if (only && open.length === 1) {
		const where = only.place ? ` at ${only.place.file}:${only.place.line}` : '';
		const on = formatWaitReason(only);
		return {
			role: 'wait',
			texts: [
				`${only.name} waits${on}${where}: ${free}.`,
				`${only.name} waits${on}: ${free}.`,
				`${only.name} waits${on}.`,
			],
		};
	}
	return {
		role: 'wait',
		texts: [
			`${formatNames(open)} wait at the same time: ${free}.`,
			`${plural(open.length, 'call')} wait: ${free}.`,
			`${plural(open.length, 'call')} wait at the same time.`,
		],
	};
}

function narrateIdle({lanes, description}: Model): string {
	return description.process?.attached && lanes.length === 0
		? 'Attached. A call that was already waiting appears when it continues.'
		: 'No call in flight: the program itself is waiting.';
}

/** Formats where lanes of kind `thread` run: `runs in its own process`, `run in threads`. */
function formatOffLoop(lanes: readonly Task[]): string {
	const [where = 'thread', other] = new Set(lanes.map(offLoop));
	if (lanes.length === 1) return `runs in its own ${where}`;
	if (other) return 'run in threads and processes';
	return where === 'process' ? 'run in processes' : 'run in threads';
}

function narrateMany(model: Model): Draft {
	const {inFlight, settled} = callTotals(model);
	const waiting = `${plural(inFlight, 'call')} in flight, ${thousands(settled)} settled`;
	return {role: 'wait', texts: [`${waiting}: the event loop is free for other work.`, `${waiting}.`]};
}

function formatWaitReason({waitsFor: on}: Task): string {
	switch (on?.kind) {
		case 'timer':
			return ` for a ${seconds(on.ms)} timer`;
		case 'io':
			return ` for ${on.what}`;
		case 'lock':
			return ` for the lock ${on.what}`;
		default:
			return '';
	}
}

/** Returns the open lanes without an open call. */
function innermost({lanes}: Model): readonly Task[] {
	const open = lanes.filter(({startedAt, endedAt}) => startedAt !== undefined && endedAt === undefined);
	const callers = new Set(open.map(({parent}) => parent));
	return open.filter(({id}) => !callers.has(id));
}

/** Formats names: `f and g`, `f, g and h`, `f and 7 others`. Calls with the same name are listed once: `f ×3`. */
function formatNames(calls: readonly Task[]): string {
	const counts = new Map<string, number>();
	for (const {name} of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
	const names = [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${thousands(count)}`));
	if (names.length > 4) return `${names[0]} and ${thousands(names.length - 1)} others`;
	return joinAnd(names);
}
