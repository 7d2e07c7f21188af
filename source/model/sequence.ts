/** A read-only list that need not be an array. Every array is a `Sequence`. */
export type Sequence<T> = Iterable<T> & {
	readonly length: number;
	/** Returns the item at an index; a negative index counts from the end. */
	at(index: number): T | undefined;
	slice(from?: number, to?: number): T[];
	find(test: (item: T, index: number) => boolean): T | undefined;
	findLastIndex(test: (item: T, index: number) => boolean): number;
	every(test: (item: T, index: number) => boolean): boolean;
	filter(test: (item: T, index: number) => boolean): T[];
	map<U>(use: (item: T, index: number) => U): U[];
	flatMap<U>(use: (item: T, index: number) => U | readonly U[]): U[];
};

/** Up to this length, a list reserves no room for more items. */
const maxExact = 4;

/** Returns a longer array without spare room. A literal is several times as fast as `concat`. */
function withOneMore<T>(items: readonly T[], item: T): T[] {
	const [first, second, third] = items as readonly [T, T, T];
	if (items.length === 1) return [first, item];
	return items.length === 2 ? [first, second, item] : [first, second, third, item];
}

/**
 * A list that grows, and whose last item can be replaced. A fork costs the same however long the list is: all forks
 * share one array once it is long, and each uses the part up to its own last item.
 *
 * All forks read one trace: an item that one of them appends is the same item for every other that reaches its index.
 */
export class SharedList<T> implements Sequence<T> {
	/** Undefined until the first item: most lists stay empty, or get no second item. */
	#shared: T[] | undefined;
	#length: number;
	/** Held separately, as a fork that is further ahead may have replaced it in the shared array. */
	#last: T | undefined;

	constructor(origin?: SharedList<T>) {
		this.#shared = origin ? origin.#shared : undefined;
		this.#length = origin ? origin.#length : 0;
		this.#last = origin ? origin.#last : undefined;
	}

	fork(): SharedList<T> {
		return new SharedList(this);
	}

	push(item: T): void {
		if (!this.#shared) this.#shared = [item];
		else if (this.#length === this.#shared.length) this.#append(this.#shared, item);
		this.#length++;
		this.#last = item;
	}

	/** An array that grows reserves room for 16 more items, but most of a hundred thousand lists get three. */
	#append(shared: T[], item: T): void {
		if (shared.length < maxExact) this.#shared = withOneMore(shared, item);
		else shared.push(item);
	}

	/** Replaces the last item. The list must not be empty. */
	replaceLast(item: T): void {
		if (this.#shared?.length === this.#length) this.#shared[this.#length - 1] = item;
		this.#last = item;
	}

	get length(): number {
		return this.#length;
	}

	at(index: number): T | undefined {
		const place = index < 0 ? this.#length + index : index;
		return place < this.#length - 1 ? this.#shared?.[place] : place === this.#length - 1 ? this.#last : undefined;
	}

	slice(from = 0, to = this.#length): T[] {
		const placeOf = (index: number) => Math.min(this.#length, Math.max(0, index < 0 ? this.#length + index : index));
		const [first, end] = [placeOf(from), placeOf(to)];
		const items = this.#shared?.slice(first, end) ?? [];
		if (end === this.#length && first < end) items[items.length - 1] = this.#last as T;
		return items;
	}

	*[Symbol.iterator](): IterableIterator<T> {
		for (let index = 0; index < this.#length; index++) yield this.at(index) as T;
	}

	find(test: (item: T, index: number) => boolean): T | undefined {
		for (let index = 0; index < this.#length; index++) {
			const item = this.at(index) as T;
			if (test(item, index)) return item;
		}
		return undefined;
	}

	findLastIndex(test: (item: T, index: number) => boolean): number {
		let index = this.#length - 1;
		while (index >= 0 && !test(this.at(index) as T, index)) index--;
		return index;
	}

	every(test: (item: T, index: number) => boolean): boolean {
		return this.find((item, index) => !test(item, index)) === undefined;
	}

	filter(test: (item: T, index: number) => boolean): T[] {
		return this.slice().filter(test);
	}

	map<U>(use: (item: T, index: number) => U): U[] {
		return this.slice().map(use);
	}

	flatMap<U>(use: (item: T, index: number) => U | readonly U[]): U[] {
		return this.slice().flatMap(use);
	}
}
