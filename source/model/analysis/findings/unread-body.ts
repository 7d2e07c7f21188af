import {plural} from '../../../text/plural.ts';
import {seconds} from '../../format-duration.ts';
import type {Model, Request} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** Finds responses whose bodies the program does not read while other requests wait for their connections. */
export const unreadBody: Rule = model =>
	[...unreadByOrigin(model)].map(([origin, requests]) => {
		const [first] = requests as [Request, ...Request[]];
		const at = first.since.receiving ?? 0;
		const [one, ...others] = new Set(requests.flatMap(({heldUp = []}) => heldUp));
		const waiting = others.length === 0 ? one : `${one} and ${others.length === 1 ? others[0] : 'others'}`;
		const callers = requests.flatMap(({task}) => model.tasks.get(task ?? '') ?? []);
		const place = callers[0] && placeAt(callers[0], at);
		const where = place ? ` (${lineOf(place)})` : '';
		const text =
			requests.length === 1
				? `${titleOf(first)}${where} got its response at ${seconds(at)} and its body was not read; ${waiting} waited for its connection.`
				: `${plural(requests.length, 'response')} from ${origin} were not read, the first that of ${titleOf(first)}${where} at ${seconds(at)}; ${waiting} waited for their connections.`;
		return found({
			rule: 'unread-body',
			severity: 'warning',
			proof: 'proved',
			at,
			...(place && {place}),
			tasks: new Set(callers),
			text,
		});
	});

function unreadByOrigin({requests}: Model): ReadonlyMap<string, readonly Request[]> {
	const origins = new Map<string, Request[]>();
	for (const request of requests.values()) {
		if (!request.heldUp?.length) continue;
		const {host} = new URL(request.url ?? '', 'http://unknown');
		const known = origins.get(host);
		if (known) known.push(request);
		else origins.set(host, [request]);
	}
	return origins;
}

function titleOf({method = 'GET', url = ''}: Request): string {
	return `${method} ${new URL(url, 'http://unknown').pathname}`;
}

/** Returns where a call waited for what arrived at a moment. */
function placeAt({spans, place, definedAt}: Task, at: number) {
	const index = spans.findLastIndex(({waitsFor, from}) => waitsFor !== undefined && from <= at);
	return (index < 0 ? undefined : spans.at(index)?.place) ?? place ?? definedAt;
}
