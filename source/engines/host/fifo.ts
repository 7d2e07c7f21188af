/** A queue, first in, first out. `Array.prototype.shift` would move all items that are left, each time. */
export type Fifo<Item> = {
	readonly push: (item: Item) => void;
	/** Returns the oldest item. Undefined if the queue is empty. */
	readonly first: () => Item | undefined;
	/** Returns the newest item. Undefined if the queue is empty. */
	readonly last: () => Item | undefined;
	/** Removes and returns the oldest item. Undefined if the queue is empty. */
	readonly shift: () => Item | undefined;
};

export function createFifo<Item>(): Fifo<Item> {
	let items: Item[] = [];
	let taken = 0;
	return {
		push: item => void items.push(item),
		first: () => items[taken],
		last: () => items.at(-1),
		shift() {
			const item = items[taken++];
			// Once at least half of the items are taken, each of the rest is moved for one that was taken.
			if (taken * 2 >= items.length) {
				items = items.slice(taken);
				taken = 0;
			}

			return item;
		},
	};
}
