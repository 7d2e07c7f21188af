import {subscribe} from 'node:diagnostics_channel';
import type {RealRequest} from './requests.ts';
import type {OpenResponse, Queue} from './unread-responses.ts';

/** A request as undici publishes it. */
type UndiciRequest = {readonly origin: string | URL};

type Connecting = {readonly connectParams: {readonly protocol: string; readonly host: string}};

export type Connections = {
	/** Called when a request is created, when it is sent, and when its response arrives. */
	readonly queued: (own: UndiciRequest, request: RealRequest) => void;
	readonly sent: (own: UndiciRequest) => void;
	readonly answered: (own: UndiciRequest, response: OpenResponse) => void;
	/** Called when a request ends. Returns its response. Undefined if it had none. */
	readonly ended: (own: UndiciRequest) => OpenResponse | undefined;
	/**
	 * Yields the requests that wait for a connection, by origin. Leaves out origins to which a connection is being
	 * opened, since the requests may wait for that connection.
	 */
	readonly queues: () => Iterable<Queue<RealRequest>>;
};

/** Tracks which requests of undici have a connection. */
export function createConnections(): Connections {
	const waiting = new Map<UndiciRequest, RealRequest>();
	const using = new Map<UndiciRequest, OpenResponse | undefined>();
	const connecting = new Map<string, number>();

	const count = (name: string, by: number) =>
		subscribe(`undici:client:${name}`, message => {
			const {protocol, host} = (message as Connecting).connectParams;
			const origin = `${protocol}//${host}`;
			connecting.set(origin, (connecting.get(origin) ?? 0) + by);
		});
	count('beforeConnect', 1);
	count('connected', -1);
	count('connectError', -1);

	return {
		queued: (own, request) => waiting.set(own, request),
		sent(own) {
			waiting.delete(own);
			using.set(own, undefined);
		},
		answered: (own, response) => using.set(own, response),
		ended(own) {
			const response = using.get(own);
			waiting.delete(own);
			using.delete(own);
			return response;
		},
		*queues() {
			if (waiting.size === 0) {
				return;
			}

			const users = byOrigin(using);
			for (const [origin, queued] of byOrigin(waiting)) {
				const used = users.get(origin);
				if (used && !connecting.get(origin)) {
					yield {waiting: queued, users: used};
				}
			}
		},
	};
}

function byOrigin<Value>(values: ReadonlyMap<UndiciRequest, Value>): ReadonlyMap<string, readonly Value[]> {
	const groups = new Map<string, Value[]>();
	for (const [{origin}, value] of values) {
		const key = String(origin);
		const group = groups.get(key);
		if (group) {
			group.push(value);
		} else {
			groups.set(key, [value]);
		}
	}

	return groups;
}
