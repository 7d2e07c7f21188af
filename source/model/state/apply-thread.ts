import type {Place, TraceEvent} from '../../trace/event.ts';
import {microseconds} from '../microseconds.ts';
import {minBlockMs, onThreadTime} from '../on-thread-time.ts';
import type {ThreadTime} from '../thread.ts';
import {measuredUse} from './measured-use.ts';
import type {Records} from './records.ts';
import {isStartUp} from './thread-at.ts';
import type {ThreadRecord} from './thread-record.ts';
import {addShortSpans, closeThreadSpan, openThreadSpan} from './thread-spans.ts';

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Records a beat of the loop: its lag, and that the loop is free. */
export function applyBeat(records: Records, event: EventOf<'loop-beat'>): void {
	const {thread} = records;
	const use = thread.time && measuredUse(event, thread.time);
	noteThreadTime(records, event);
	records.sites.lags.add(event.lag);
	thread.lags.push(event.lag);
	thread.ownLags.push(Math.min(event.lag, use?.busy ?? event.lag));
	thread.beats.push(event.at);
	thread.blocked = undefined;
}

/** Records that the loop is blocked, and a wait of the thread that cannot end. */
export function applyBlocked(records: Records, event: EventOf<'loop-blocked'>): void {
	const {thread} = records;
	const {since, at, task, place, inside, endless} = event;
	const where = {...(task !== undefined && {task}), ...(place && {place})};
	if (endless !== undefined) thread.endless = {since, wait: endless, ...where};
	// The time that other processes took of the core is not part of the block.
	const held = isStartUp(records) ? undefined : onThreadTime(event, at - since);
	thread.blocked = held === undefined ? undefined : {since: at - held, ...where, ...(inside !== undefined && {inside})};
}

/** Records a block of the loop that ended: time outside all tasks, and who blocked it where. */
export function applyReleased(records: Records, event: EventOf<'loop-released'>): void {
	const {thread} = records;
	thread.blocked = undefined;
	if (event.ms < minBlockMs) return;
	if (event.task === undefined) addTimeOutside(thread, event);
	const held = isStartUp(records) ? undefined : onThreadTime(event, event.ms);
	if (held !== undefined) addBlock(records, event, held);
}

/** Adds the part of a block in which no task was on the thread. */
function addTimeOutside(thread: ThreadRecord, {since, ms, at}: EventOf<'loop-released'>): void {
	const outside = ms - busySince(thread, since, at);
	if (outside <= 0) return;
	thread.busyOutside += microseconds(outside);
	addShortSpans(thread, since, since + ms, outside);
}

/** Adds a block in which the program itself had the thread for `held` ms. */
function addBlock(records: Records, event: EventOf<'loop-released'>, held: number): void {
	const {thread} = records;
	const {since: from, ms, task, processor} = event;
	const to = from + ms;
	const holder = task === undefined ? undefined : taskWithMostTime(thread, task, from, to);
	const place = placeOfBlock(records, event, holder);
	thread.blocks.push({
		...{from, to, ms: held},
		...(processor !== undefined && {computed: processor >= held / 2}),
		...(holder !== undefined && {task: holder}),
		...(place && {place}),
	});
}

/** Returns where a block was. That of a short one is the line where its stretch started, which is in the caller. */
function placeOfBlock({tasks}: Records, {task = '', place}: EventOf<'loop-released'>, holder = ''): Place | undefined {
	const isCallers = holder !== task && place?.function === tasks.get(task)?.function;
	return isCallers ? tasks.get(holder)?.definedAt : place;
}

/**
 * Returns for how long tasks have been on the thread since a moment, in ms. Code outside all tasks accounts for the
 * rest of the time.
 */
function busySince({busy}: ThreadRecord, since: number, at: number): number {
	let busyTime = 0;
	for (let index = busy.length - 1; index >= 0; index--) {
		const {from = 0, to = at} = busy.at(index) ?? {};
		if (to <= since) break;
		busyTime += to - Math.max(from, since);
	}
	return busyTime;
}

/**
 * Returns the task that was on the thread for more than half of a stretch: a call that the given task made and that
 * ended within the stretch, or the task itself.
 */
function taskWithMostTime({busy}: ThreadRecord, task: string, since: number, until: number): string {
	const had = new Map<string, number>();
	for (let index = busy.length - 1; index >= 0; index--) {
		const span = busy.at(index);
		if (!span || (span.to ?? until) <= since) break;
		const ms = Math.min(span.to ?? until, until) - Math.max(span.from, since);
		had.set(span.task, (had.get(span.task) ?? 0) + ms);
	}
	const [holder = task] = [...had].find(([, ms]) => ms > (until - since) / 2) ?? [];
	return holder;
}

/** Stores what the engine measured so far. Ignores an event without any figure. */
export function noteThreadTime({thread}: Records, event: ThreadTime): void {
	const {at, idle, tracing, processor, preempted} = event;
	if (idle === undefined && processor === undefined && tracing === undefined) return;
	thread.time = {at, idle, tracing, processor, preempted};
}

/**
 * Takes the time in which the runner waited for its reader off the thread. The task that was on the thread before is on
 * it again afterwards.
 */
export function applyWaited(records: Records, {since, at}: EventOf<'trace-waited'>): void {
	const {thread} = records;
	thread.blocked = undefined;
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	closeThreadSpan(records, Math.min(at, Math.max(since, thread.busyFrom)));
	openThreadSpan(thread, at);
}

/** Empties the thread: the process has ended. */
export function stopThread(records: Records, at: number): void {
	const {thread} = records;
	closeThreadSpan(records, at);
	thread.top = undefined;
	thread.blocked = undefined;
}
