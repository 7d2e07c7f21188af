/** The number of queued items at which the producer is asked to pause. */
const maxQueued = 10_000;

/** A queue between one producer and one consumer, which waits for the next items and takes all of them at once. */
export type EventQueue<Item> = AsyncIterable<readonly Item[]> & {
	readonly push: (item: Item) => void;
	/** Ends the iteration after the items that are queued. */
	readonly close: () => void;
};

/**
 * Creates a queue. `setFlowing` is called with `false` when too many items are queued, and with `true` after they have
 * been consumed. `finish` is awaited when the consumer has taken the last item, or stops before.
 */
export function createEventQueue<Item>(
	setFlowing: (flowing: boolean) => void,
	finish: () => Promise<unknown> = async () => {},
): EventQueue<Item> {
	let items: Item[] = [];
	let closed = false;
	let flowing = true;
	/** Wakes the consumer. Undefined while it does not wait. */
	let wake: (() => void) | undefined;
	const wakeConsumer = () => {
		wake?.();
		wake = undefined;
	};

	const end = async (): Promise<IteratorReturnResult<undefined>> => {
		await finish();
		return {done: true, value: undefined};
	};
	const next = async (): Promise<IteratorResult<readonly Item[], undefined>> => {
		while (items.length === 0) {
			if (closed) {
				return end();
			}

			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}

		const value = items;
		items = [];
		if (!flowing) {
			flowing = true;
			setFlowing(true);
		}

		return {done: false, value};
	};

	return {
		push(item) {
			items.push(item);
			if (flowing && items.length >= maxQueued) {
				flowing = false;
				setFlowing(false);
			}

			wakeConsumer();
		},
		close() {
			closed = true;
			wakeConsumer();
		},
		[Symbol.asyncIterator]: () => ({next, return: end}),
	};
}
