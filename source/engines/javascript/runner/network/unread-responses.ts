import type {RealRequest} from './requests.ts';

/** ms for which a response has to be unread, and a request has to wait for a connection, before that is reported. */
const longUnread = 1000;

/** How often that is looked at, at most, in ms. */
const interval = 250;

/** A response that has come, and whose connection is not free again. */
export type OpenResponse = {
	readonly request: RealRequest;
	/** On the runner's clock, ms. */
	readonly since: number;
	/** Whether nothing has begun to read the body. */
	readonly isUnread: () => boolean;
};

/** Requests that wait for a connection, and what uses all those that they could get; undefined: something else. */
export type Queue<Waiting extends object> = {
	readonly waiting: readonly Waiting[];
	readonly users: readonly (OpenResponse | undefined)[];
};

/** Reports the responses that hold up other requests because their bodies are not read. */
export type UnreadResponses = {
	/** To be called with each beat of the loop (ms on the runner's clock). */
	readonly beat: (at: number) => void;
	/** A response is over, as far as its connection is concerned. */
	readonly ended: (response: OpenResponse | undefined) => void;
};

/** The most requests that are named. */
const mostNamed = 20;

/** `queues`: what waits now. `titleOf`: `GET /users`. */
export function createUnreadResponses<Waiting extends object>(
	queues: () => Iterable<Queue<Waiting>>,
	titleOf: (waiting: Waiting) => string,
): UnreadResponses {
	const seen = new WeakMap<object, number>();
	const reported = new Set<OpenResponse>();
	let lookedAt = Number.NEGATIVE_INFINITY;

	const clearIfRead = (response: OpenResponse) => {
		if (!response.isUnread()) {
			reported.delete(response);
			response.request.holdUp([]);
		}
	};

	const look = ({waiting, users}: Queue<Waiting>, at: number) => {
		const unread = users.flatMap(user => (user?.isUnread() ? [user] : []));
		if (unread.length < users.length) {
			return;
		}

		const late = waiting.filter(each => {
			const since = seen.get(each) ?? at;
			seen.set(each, since);
			return at - since >= longUnread;
		});
		if (late.length === 0 || unread.some(({since}) => at - since < longUnread)) {
			return;
		}

		const titles = late.slice(0, mostNamed).map(titleOf);
		for (const response of unread) {
			reported.add(response);
			response.request.holdUp(titles);
		}
	};

	return {
		beat(at) {
			if (at - lookedAt < interval) {
				return;
			}

			lookedAt = at;
			for (const response of reported) {
				clearIfRead(response);
			}

			for (const queue of queues()) {
				look(queue, at);
			}
		},
		ended(response) {
			if (response && reported.has(response)) {
				clearIfRead(response);
				reported.delete(response);
			}
		},
	};
}
