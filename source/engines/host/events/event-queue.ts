/** After how many items the producer is asked to pause, so that other work of this process has its turn. */
const maxAtOnce = 2500;

/** A queue between one producer and one consumer, which waits for the next items and takes all of them at once. */
export type EventQueue<Item> = AsyncIterable<readonly Item[]> & {
	readonly push: (item: Item) => void;
	/** Ends the iteration after the items that are queued. */
	readonly close: () => void;
};

/**
 * Creates a queue. `setFlowing` is called with `false` when many items have come, and with `true` in the turn of the
 * loop after they have been consumed. `finish` is awaited when the consumer has taken the last item, or stops before.
 */
export function createEventQueue<Item>(
	setFlowing: (flowing: boolean) => void,
	finish: () => Promise<unknown> = async () => {},
): EventQueue<Item> {
	let items: Item[] = [];
	let closed = false;
	/** How many items have come since the producer last paused. */
	let pushed = 0;
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
		if (pushed >= maxAtOnce) {
			pushed = 0;
			setImmediate(() => {
				if (pushed < maxAtOnce) {
					setFlowing(true);
				}
			});
		}

		return {done: false, value};
	};

	return {
		push(item) {
			items.push(item);
			pushed++;
			if (pushed === maxAtOnce) {
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
