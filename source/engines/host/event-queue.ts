/** The producer is asked to pause at this many items. */
const maxQueued = 10_000;

/** A queue between one producer and one consumer, which waits for the next item. */
export type EventQueue<Item> = AsyncIterable<Item> & {
	readonly push: (item: Item) => void;
	/** Ends the iteration after the items that are queued. */
	readonly close: () => void;
};

/**
 * Creates a queue. `setFlowing` is called with `false` when too many items are queued, and with `true` after they have
 * been consumed.
 */
export function createEventQueue<Item>(setFlowing: (flowing: boolean) => void): EventQueue<Item> {
	let items: Item[] = [];
	let closed = false;
	let flowing = true;
	let wake = () => {};

	return {
		push(item) {
			items.push(item);
			if (flowing && items.length >= maxQueued) {
				flowing = false;
				setFlowing(false);
			}

			wake();
		},
		close() {
			closed = true;
			wake();
		},
		async *[Symbol.asyncIterator]() {
			while (items.length > 0 || !closed) {
				const batch = items;
				items = [];
				yield* batch;
				if (!flowing) {
					flowing = true;
					setFlowing(true);
				}

				if (items.length === 0 && !closed) {
					await new Promise<void>(resolve => {
						wake = resolve;
					});
				}
			}
		},
	};
}
