import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Place, TraceEvent, WaitsFor} from '../../trace/event.ts';
import {laneName} from '../../trace/lane-name.ts';
import {duration} from '../format-duration.ts';
import type {Model, WakersEvent} from '../model.ts';
import {nameOfId, nounOf} from '../queries.ts';
import {narrateIncoming, narrateRequest} from './narrate-request.ts';
import type {Narration} from './wording.ts';

/** Narrates an event. `model`: of its trace, at its moment or later. */
export function narrateEvent(event: TraceEvent, model: Model): Narration {
	const name = (id: string | undefined) => (id === undefined ? undefined : nameOfId(model, id));
	switch (event.type) {
		case 'run-described':
			return {role: 'queued', text: 'The run was set up.'};
		case 'runtime-ready':
			return {role: 'queued', text: `${event.runtime} was up.`};
		case 'run-started':
			return {role: 'run', text: formatStart(model)};
		case 'strategy-settled':
			return {
				role: event.outcome === 'done' ? 'done' : 'fail',
				text: `The strategy ${strategyEnds[event.outcome]}${formatOpen(event.open.length)}.`,
			};
		case 'run-ended':
			return {role: event.outcome === 'ok' ? 'done' : 'fail', text: `The run ended: ${runEnds[event.outcome]}.`};
		case 'engine-exited':
			return {role: 'muted', text: 'The process exited.'};
		case 'task-created':
			return {
				role: 'queued',
				text: `${laneName(event.name, event.label)} was ${event.parent === undefined ? 'created' : `called by ${name(event.parent)}`}.`,
			};
		case 'task-scheduled':
			return {role: 'queued', text: `${name(event.task)} was scheduled.`};
		case 'task-started':
			return {role: 'run', text: `${name(event.task)} started.`};
		case 'task-waiting':
			return {
				role: 'wait',
				text: `${name(event.task)} waits${formatWaitReason(event.on, name)}${formatPlace(event.place)}.`,
			};
		case 'task-resumed':
			return {role: 'run', text: `${name(event.task)} resumed${formatPlace(model.tasks.get(event.task)?.place)}.`};
		case 'cancel-requested':
			return {role: 'muted', text: `${name(event.task)} was asked to end${formatPlace(event.by?.place)}.`};
		case 'window-began':
			return {role: 'muted', text: `Earlier events are not kept: ${thousands(event.events)} of them.`};
		case 'lock-changed':
			return {role: 'muted', text: `${plural(event.waiting, nounOf(model))} waited for ${event.what} ${event.lock}.`};
		case 'wakers-seen':
			return {role: 'muted', text: `No ${nounOf(model)} continued for a while; ${formatWakers(event)} could wake one.`};
		case 'executor-full':
			return {
				role: 'fail',
				text: `${plural(event.queued, 'job')} waited for one of ${plural(event.threads, 'busy thread')}.`,
			};
		case 'task-cycled':
			return {
				role: 'run',
				text: `${name(event.task)} resumed ${plural(event.times, 'time')} and was on the thread for ${duration(event.busy)} in total.`,
			};
		case 'calls-counted':
			return {
				role: 'done',
				text: `${plural(event.times, 'more call')} of ${event.name} took at most ${duration(event.longest)} each.`,
			};
		case 'task-ended':
			return narrateTaskEnd(event, name(event.task) ?? event.task);
		case 'request-advanced':
			return narrateRequest(event, name(event.task) ?? 'A request');
		case 'reactions-counted':
			return {
				role: 'muted',
				text: `${thousands(event.count)} reactions hung on one promise${formatPlace(event.madeAt)}.`,
			};
		case 'incoming-advanced':
			return narrateIncoming(event, name(event.task) ?? '');
		case 'loop-beat':
			return {role: 'muted', text: 'A heartbeat fired.'};
		case 'loop-blocked': {
			const by = event.inside ?? name(event.task);
			const since = duration(event.at - event.since);
			return {
				role: 'fail',
				text: `The loop was blocked for ${since}${by === undefined ? '' : ` by ${by}`}${formatPlace(event.place)}.`,
			};
		}
		case 'loop-released':
			return {
				role: 'run',
				text: `${name(event.task) ?? 'The program'} released the thread after ${duration(event.ms)}${formatPlace(event.place)}.`,
			};
		case 'trace-waited':
			return {
				role: 'muted',
				text: `The thread waited ${duration(event.at - event.since)} for the trace to be read.`,
			};
		case 'file-described':
			return {role: 'muted', text: `${event.name} was loaded.`};
		case 'not-observed':
			return {role: 'muted', text: `${event.what} is not observed.`};
		case 'observation-ended':
			return {role: 'muted', text: 'The process closed its connection to async-tui and is no longer observed.'};
		case 'output-written':
			return {role: 'muted', text: `${name(event.task) ?? 'The program'} printed: ${event.text.trim().split('\n')[0]}`};
		case 'warning-raised':
			return {role: 'fail', text: `Warning: ${event.message.split('\n')[0]}`};
	}
}

/** Counts what could wake a task: `2 timers and 1 thread`. */
function formatWakers({ready, timers, io, threads, signals}: WakersEvent): string {
	const some = [
		...(ready > 0 ? [plural(ready, 'callback')] : []),
		...(timers > 0 ? [plural(timers, 'timer')] : []),
		...(io > 0 ? ['I/O'] : []),
		...(threads > 0 ? [plural(threads, 'thread')] : []),
		...(signals > 0 ? [plural(signals, 'signal')] : []),
	];
	return some.length === 0 ? 'nothing that is known' : some.join(', ');
}

const formatStart = ({description}: Model) =>
	description.form === 'program'
		? 'The program started.'
		: `The run started: ${description.strategy.title} was called.`;

const strategyEnds = {done: 'settled', failed: 'failed', cancelled: 'was cancelled'} as const;

const runEnds = {
	ok: 'everything settled',
	failed: 'it failed',
	cancelled: 'it was cancelled',
	stalled: 'nothing could wake what was waiting',
	exited: 'the program exited',
	killed: 'its process was killed',
} as const;

const formatOpen = (open: number) => (open === 0 ? '' : ` with ${plural(open, 'task')} unsettled`);

const formatPlace = (place: Place | undefined) => (place ? ` at ${place.file}:${place.line}` : '');

function narrateTaskEnd({outcome, error, by}: Extract<TraceEvent, {type: 'task-ended'}>, name: string): Narration {
	switch (outcome) {
		case 'done':
			return {role: 'done', text: `${name} is done.`};
		case 'failed':
			return {
				role: 'fail',
				text: `${name} failed${error ? `: ${error.message.trim().split('\n')[0] || error.name}` : ''}.`,
			};
		case 'cancelled':
			return {
				role: 'muted',
				text: `${name} was ${by?.cause === 'destroyed' ? 'destroyed while pending' : 'cancelled'}.`,
			};
		case 'timed-out':
			return {role: 'fail', text: `${name} timed out.`};
	}
}

function formatWaitReason(on: WaitsFor, name: (id: string) => string | undefined): string {
	switch (on.kind) {
		case 'timer':
			return ` for a ${duration(on.ms)} timer`;
		case 'task':
			return ` for ${name(on.task)}`;
		case 'join':
			return ` for ${thousands(on.count)} at once (${on.how})`;
		case 'io':
		case 'thread':
		case 'lock':
			return ` for ${on.what}`;
		case 'handler':
			return ' for its response';
		case 'yield':
			return ': it yielded for one turn';
		case 'opaque':
			return '';
	}
}
