/** The number of queued items at which the producer is asked to pause. */
const maxQueued = 10_000;

/** A queue between one producer and one consumer, which waits for the next item. */
export type EventQueue<Item> = AsyncIterable<Item> & {
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
		// Written by hand, because an async generator costs three promises per item.
		[Symbol.asyncIterator]() {
			let batch: Item[] = [];
			let taken = 0;
			const end = async (): Promise<IteratorReturnResult<undefined>> => {
				await finish();
				return {done: true, value: undefined};
			};
			const next = async (): Promise<IteratorResult<Item, undefined>> => {
				while (taken === batch.length) {
					batch = items;
					items = [];
					taken = 0;
					if (!flowing && batch.length < maxQueued) {
						flowing = true;
						setFlowing(true);
					}

					if (batch.length === 0) {
						if (closed) {
							return end();
						}

						await new Promise<void>(resolve => {
							wake = resolve;
						});
					}
				}

				return {done: false, value: batch[taken++] as Item};
			};
			return {next, return: end};
		},
	};
}
