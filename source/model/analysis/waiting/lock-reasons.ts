import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import {now} from '../../at-moment.ts';
import {duration} from '../../format-duration.ts';
import {formatFailure} from '../../format-failure.ts';
import type {LockEvent, Model} from '../../model.ts';
import {lineOf} from '../findings/places.ts';
import type {ListedWait} from './listed.ts';
import type {WaitReason} from './wait-reason.ts';

/** The most holders that are named. */
const maxHolders = 4;

/** Returns who holds what the calls of a row wait for, and who released it last, if the trace shows it. */
export function lockReasons(model: Model, {oldest, place}: ListedWait): readonly WaitReason[] {
	const on = oldest.waitsFor;
	const lock = on?.kind === 'lock' ? model.locks.get(on.lock ?? '') : undefined;
	if (!lock) return [];
	const {madeAt, given} = lock;
	const gave = given && given.times > 0;
	// What fills a queue first gives nothing back.
	const label = isQueueMethod(on) ? 'item put' : 'given back';
	return [
		...(madeAt ? [{label: 'made', lines: [`at ${lineOf(madeAt)}`]}] : []),
		...holdersReason(model, lock, place),
		...(gave
			? [
					{
						label,
						lines: [
							`${given.place ? `at ${lineOf(given.place)}, ` : ''}${plural(given.times, 'time')}, last ${ago(model, given.at)}`,
						],
					},
				]
			: lock.holders
				? [{label, lines: ['never']}]
				: []),
	];
}

const isQueueMethod = (on: ListedWait['oldest']['waitsFor']): boolean =>
	on?.kind === 'lock' && ['get', 'put', 'join'].includes(on.method ?? '');

/** `line`: the line of the row. It is not repeated for those who took the lock there. */
function holdersReason(
	model: Model,
	{holders = [], held = holders.length}: LockEvent,
	line: ListedWait['place'],
): readonly WaitReason[] {
	if (holders.length === 0) return [];
	// A last one takes no more rows than `1 more`.
	const named = holders.slice(0, held === maxHolders + 1 ? held : maxHolders).map(({task, since, place}) => {
		const holder = model.tasks.get(task);
		const where = place && lineOf(place) !== lineOf(line) ? ` at ${lineOf(place)}` : '';
		const error = holder?.error ? `, ${formatFailure(holder.error)}` : '';
		const end = holder?.endedAt === undefined ? '' : `; ended ${ago(model, holder.endedAt)}${error}`;
		return `${holder?.name ?? task}${where}, ${ago(model, since)}${end}`;
	});
	const more = held > named.length ? [`${thousands(held - named.length)} more`] : [];
	return [{label: 'taken by', lines: [...named, ...more]}];
}

/** Returns what could still wake a call, as last seen. */
export function wakersReason({wakers}: Model): readonly WaitReason[] {
	if (!wakers) return [];
	const {ready, timers, io, threads, signals, handles, complete} = wakers;
	const counts: readonly (readonly [count: number, noun: string, several?: string])[] = [
		[ready, 'callback'],
		[timers, 'timer'],
		// A server that listens is open, too.
		[io, 'open socket or file', 'open sockets or files'],
		[threads, 'thread'],
		[signals, 'signal handler'],
	];
	const open = counts.flatMap(([count, noun, several]) =>
		count === 0 ? [] : [several && count > 1 ? `${thousands(count)} ${several}` : plural(count, noun)],
	);
	const total = counts.reduce((sum, [count]) => sum + count, 0);
	const made = handles.slice(0, 2).map(({what, place}) => (place ? `${what}, made at ${lineOf(place)}` : what));
	const none = complete ? 'nothing: no timer, no I/O, no thread' : 'nothing that can be seen';
	const before = made.length === 0 ? '' : made.length < total ? ', among them:' : ':';
	const lines = open.length === 0 ? [none] : [`${open.join(', ')}${before}`, ...made];
	return [{label: 'could wake a call', lines}];
}

const ago = (model: Model, at: number): string => `${duration(Math.max(0, now(model) - at))} ago`;
