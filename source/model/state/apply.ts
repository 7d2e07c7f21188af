import type {TraceEvent} from '../../trace/event.ts';
import {advanceIncoming} from './apply-incoming.ts';
import {advanceRequest} from './apply-request.ts';
import {applyToTask, isInterrupted} from './apply-task.ts';
import {applyBeat, applyBlocked, applyReleased, applyWaited, noteThreadTime, stopThread} from './apply-thread.ts';
import {closeOpenWaits, endDueWaits} from './apply-wait.ts';
import {beginWindow} from './begin-window.ts';
import {countCalls} from './counted-calls.ts';
import {orphanOpenTasks} from './orphans.ts';
import type {Records} from './records.ts';

/** Changes the records by one event. Never throws, whatever a damaged trace holds. */
export function apply(records: Records, event: TraceEvent): void {
	if (!records.end) endDueWaits(records, event.at);
	if (records.wakers && showsWaker(records, event)) records.wakers = undefined;
	switch (event.type) {
		case 'task-created':
		case 'task-scheduled':
		case 'task-started':
		case 'task-waiting':
		case 'task-resumed':
		case 'task-cycled':
		case 'task-ended':
			applyToTask(records, event);
			break;
		case 'calls-counted':
			countCalls(records, event);
			break;
		case 'window-began':
			beginWindow(records, event);
			break;
		case 'request-advanced':
			advanceRequest(records, event);
			break;
		case 'reactions-counted':
			records.reactions = [...records.reactions, event];
			break;
		case 'incoming-advanced':
			advanceIncoming(records, event);
			break;
		case 'loop-beat':
			applyBeat(records, event);
			break;
		case 'loop-blocked':
			applyBlocked(records, event);
			break;
		case 'loop-released':
			applyReleased(records, event);
			break;
		case 'trace-waited':
			applyWaited(records, event);
			break;
		case 'lock-changed':
			records.locks.set(event.lock, event);
			break;
		case 'wakers-seen':
			records.wakers = event;
			records.lastWakers = event;
			break;
		case 'cancel-requested':
			records.cancelRequests.push(event);
			break;
		case 'executor-full':
			records.fullExecutors.push(event);
			break;
		case 'output-written':
			records.output.push(event);
			break;
		case 'warning-raised':
			records.warnings.push(event);
			break;
		case 'not-observed':
			if (!records.unobserved.includes(event.what)) records.unobserved.push(event.what);
			break;
		case 'observation-ended':
			records.observedUntil ??= event.since;
			break;
		case 'runtime-ready':
			records.runtime = event.runtime;
			break;
		case 'run-started':
			records.startedAt ??= event.at;
			break;
		case 'strategy-settled':
			if (records.result) records.inconsistencies++;
			else settle(records, event);
			break;
		case 'run-ended':
			if (records.end) records.inconsistencies++;
			else end(records, event);
			break;
		case 'run-described':
			records.inconsistencies++;
			break;
		case 'file-described':
			records.described.push({name: event.name, role: 'program', text: event.text});
			break;
		case 'engine-exited':
			records.exit = {code: event.code, signal: event.signal};
			break;
	}
}

/**
 * Returns whether an event proves that something can still wake a call: a call continues, and not because the run was
 * interrupted.
 */
function showsWaker(records: Records, event: TraceEvent): boolean {
	if (event.type !== 'task-started' && event.type !== 'task-resumed') return false;
	return records.tasks.get(event.task)?.kind !== 'program' && !isInterrupted(records);
}

function settle(records: Records, event: Extract<TraceEvent, {type: 'strategy-settled'}>): void {
	const {at, outcome, value, error} = event;
	records.result = {at, outcome, ...(value !== undefined && {value}), ...(error && {error})};
	orphanOpenTasks(records);
}

function end(records: Records, event: Extract<TraceEvent, {type: 'run-ended'}>): void {
	const {at, outcome, error, exitCode} = event;
	// A command of which nothing was observed took as long as it ran.
	if (records.description.command && records.runtime === undefined) records.startedAt ??= 0;
	noteThreadTime(records, event);
	stopThread(records, at);
	closeOpenWaits(records, at);
	records.end = {at, outcome, ...(error && {error}), ...(exitCode !== undefined && {exitCode})};
}
