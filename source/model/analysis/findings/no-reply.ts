import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** How long, in ms, a response may take to start after the last call of its handler ended. */
const maxReplyDelayMs = 1000;

/**
 * Finds incoming requests without a response, although everything that their handlers called has ended and left no
 * timer.
 */
export const noReply: Rule = model => {
	const now = model.end?.at ?? model.at;
	const mayBeLate = ({createdAt, endedAt = now}: Task) =>
		endedAt - createdAt >= maxReplyDelayMs && createdAt <= (model.lastWakers?.at ?? Number.NEGATIVE_INFINITY);
	const unanswered = model.suspects.requests().filter(task => mayBeLate(task) && isUnanswered(model, task));
	if (unanswered.length === 0) return [];
	const below = tasksByRequest(model);
	return unanswered.flatMap(request => {
		const until = request.endedAt ?? now;
		const calls = below.get(request.id) ?? [];
		const last = calls.reduce((most, {endedAt = Number.POSITIVE_INFINITY}) => Math.max(most, endedAt), 0);
		const since = Math.max(request.createdAt, last);
		const [handler] = calls;
		if (!handler || until - since < maxReplyDelayMs || mayBeAnswered(model, [request, ...calls], since)) return [];
		return [
			found({
				rule: 'no-reply',
				severity: 'info',
				proof: 'suspected',
				at: request.createdAt,
				...(handler.definedAt && {place: handler.definedAt}),
				tasks: [request, ...calls],
				text: `${request.name} had no response for ${seconds(until - request.createdAt)}; its handler ${nameOf(handler)} ended at ${seconds(last)}, and nothing that it called is open.`,
			}),
		];
	});
};

/** Names a handler: `report (app.mjs:7)`, `at app.mjs:7`. */
function nameOf({function: name, definedAt}: Task): string {
	if (!definedAt) return name;
	return name === '(anonymous)' ? `at ${lineOf(definedAt)}` : `${name} (${lineOf(definedAt)})`;
}

/**
 * Returns whether a request has no response. Only for servers that do not know when a handler has ended: other servers
 * respond then.
 */
function isUnanswered({incoming}: Model, {id, state, spans}: Task): boolean {
	if (state === 'done' || !spans.find(({waitsFor}) => waitsFor?.kind === 'handler')) return false;
	return (incoming.get(id)?.since.headers ?? incoming.get(id)?.since.ended) === undefined;
}

/** Returns whether a timer or a request of these tasks is open, or the open timers have not been reported since. */
function mayBeAnswered({lastWakers, requests}: Model, tasks: readonly Task[], since: number): boolean {
	if (!lastWakers || lastWakers.at < since) return true;
	const ids = new Set(tasks.map(({id}) => id));
	const own = tasks.flatMap(task => [...task.requests].flatMap(id => requests.get(id) ?? []));
	return (
		lastWakers.handles.some(({task}) => task !== undefined && ids.has(task)) ||
		own.some(request => request.since.received === undefined && request.since.failed === undefined)
	);
}

/** Returns the tasks below the lane of each request, in order of creation. */
function tasksByRequest(model: Model): ReadonlyMap<string, readonly Task[]> {
	const requests = new Map<string, Task[]>();
	const requestOf = new Map<string, string>();
	for (const task of tasksOf(model)) {
		const above = task.parent === undefined ? undefined : requestOf.get(task.parent);
		const request = task.kind === 'request' ? task.id : above;
		if (request === undefined) continue;
		requestOf.set(task.id, request);
		if (task.kind === 'request') requests.set(request, []);
		else requests.get(request)?.push(task);
	}
	return requests;
}
