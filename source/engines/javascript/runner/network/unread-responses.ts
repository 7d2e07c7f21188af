import type {RealRequest} from './requests.ts';

/** How long a response must be unread, and a request must wait for a connection, before the wait is reported, in ms. */
const minUnreadMs = 1000;

/** The shortest time between two checks, in ms. */
const checkIntervalMs = 250;

/** A response that has arrived and still uses its connection. */
export type OpenResponse = {
	readonly request: RealRequest;
	/** When the response arrived, in ms on the runner's clock. */
	readonly since: number;
	/** Whether nothing has started to read the body. */
	readonly isUnread: () => boolean;
};

/**
 * Requests that wait for a connection, and the responses on the connections that they could use. Undefined stands for a
 * connection that something else uses.
 */
export type Queue<Waiting extends object> = {
	readonly waiting: readonly Waiting[];
	readonly users: readonly (OpenResponse | undefined)[];
};

/** Reports the responses that delay other requests because their bodies are not read. */
export type UnreadResponses = {
	/** Must be called with each beat of the loop, in ms on the runner's clock. */
	readonly beat: (at: number) => void;
	/** Must be called when a response no longer uses its connection. */
	readonly ended: (response: OpenResponse | undefined) => void;
};

/** The most requests to name. */
const maxNamed = 20;

/** `queues`: returns the requests that wait now. `titleOf`: returns the title of a request, such as `GET /users`. */
export function createUnreadResponses<Waiting extends object>(
	queues: () => Iterable<Queue<Waiting>>,
	titleOf: (waiting: Waiting) => string,
): UnreadResponses {
	const waitingSince = new WeakMap<object, number>();
	const reported = new Set<OpenResponse>();
	let checkedAt = Number.NEGATIVE_INFINITY;

	const clearIfRead = (response: OpenResponse) => {
		if (!response.isUnread()) {
			reported.delete(response);
			response.request.holdUp([]);
		}
	};

	const check = ({waiting, users}: Queue<Waiting>, at: number) => {
		const unread = users.flatMap(user => (user?.isUnread() ? [user] : []));
		if (unread.length < users.length) {
			return;
		}

		const late = waiting.filter(each => {
			const since = waitingSince.get(each) ?? at;
			waitingSince.set(each, since);
			return at - since >= minUnreadMs;
		});
		if (late.length === 0 || unread.some(({since}) => at - since < minUnreadMs)) {
			return;
		}

		const titles = late.slice(0, maxNamed).map(titleOf);
		for (const response of unread) {
			reported.add(response);
			response.request.holdUp(titles);
		}
	};

	return {
		beat(at) {
			if (at - checkedAt < checkIntervalMs) {
				return;
			}

			checkedAt = at;
			for (const response of reported) {
				clearIfRead(response);
			}

			for (const queue of queues()) {
				check(queue, at);
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
