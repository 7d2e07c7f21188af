/** From this length on the producer is asked to wait. */
const maxQueued = 10_000;

/** A queue between one producer and one consumer, who waits for the next item. */
export type EventQueue<Item> = AsyncIterable<Item> & {
	readonly push: (item: Item) => void;
	/** Nothing more will come. */
	readonly close: () => void;
};

/** `flow` is called with `false` when much waits to be consumed, and with `true` when that has been done. */
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
