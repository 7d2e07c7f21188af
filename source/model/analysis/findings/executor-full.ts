import {plural} from '../../../text/plural.ts';
import type {ExecutorEvent, Model} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** The least time, in ms, for which all threads of an executor have to be reported as waiting at the same line. */
const minFullMs = 900;

/** Finds executors whose threads all wait at one line for other jobs, which need a thread themselves. */
export const executorFull: Rule = model => {
	const fullSince = new Map<string, number>();
	const reported = new Set<string>();
	return model.fullExecutors.flatMap(event => {
		const line = lineOfAll(event);
		if (line === undefined) return [];
		const since = fullSince.get(line) ?? event.at;
		fullSince.set(line, since);
		if (event.at - since < minFullMs || reported.has(line)) return [];
		reported.add(line);
		const place = event.running[0]?.place;
		return [
			found({
				rule: 'executor-full',
				severity: 'error',
				proof: 'suspected',
				at: since,
				...(place && {place}),
				tasks: threadsAt(model, event.at),
				text: `${threadsOf(event)} at ${line} for another job; ${plural(event.queued, 'job')} ${event.queued === 1 ? 'waits' : 'wait'} for a free thread.`,
			}),
		];
	});
};

function threadsOf({threads}: ExecutorEvent): string {
	if (threads === 1) return 'The only thread of an executor waits';
	return `${threads === 2 ? 'Both' : `All ${threads}`} threads of an executor wait`;
}

/** Returns the line at which all threads wait for a job. Undefined if they are not all at one line. */
function lineOfAll({running, threads}: ExecutorEvent): string | undefined {
	const lines = new Set(running.map(({place}) => lineOf(place)));
	const isWaiting = running.every(({place, inside}) => place && /^(?:Future|futures|Executor)\./.test(inside ?? ''));
	return isWaiting && lines.size === 1 && threads > 0 ? [...lines][0] : undefined;
}

function threadsAt({tasks}: Model, at: number) {
	return [...tasks.values()].filter(
		({kind, createdAt, endedAt}) => kind === 'thread' && createdAt <= at && (endedAt ?? at) >= at,
	);
}
