/** A binary heap. The item that comes `before` all others is first. */
export type Heap<T> = {readonly items: T[]; readonly before: (a: T, b: T) => boolean};

export function heap<T>(before: (a: T, b: T) => boolean): Heap<T> {
	return {items: [], before};
}

export function first<T>(heap: Heap<T>): T | undefined {
	return heap.items[0];
}

export function push<T>({items, before}: Heap<T>, item: T): void {
	let index = items.length;
	items.push(item);
	while (index > 0) {
		const above = (index - 1) >> 1;
		const parent = items[above] as T;
		if (!before(item, parent)) break;
		items[index] = parent;
		index = above;
	}
	items[index] = item;
}

export function pop<T>({items, before}: Heap<T>): T | undefined {
	const top = items[0];
	const last = items.pop();
	if (last === undefined || items.length === 0) return top;
	let index = 0;
	for (;;) {
		let below = 2 * index + 1;
		if (below >= items.length) break;
		if (below + 1 < items.length && before(items[below + 1] as T, items[below] as T)) below++;
		const child = items[below] as T;
		if (!before(child, last)) break;
		items[index] = child;
		index = below;
	}
	items[index] = last;
	return top;
}
