/**
 * Holds records by id, in the order in which they were added. A fork costs one pointer for each page of 32 records: the
 * fork and its origin share every page and record that neither has changed since. Whoever changes a record first copies
 * it.
 *
 * All forks read one trace: the nth record added to one of them is the nth record of all.
 */
export class CopyOnWriteTable<T extends {readonly id: string}> implements ReadonlyMap<string, T> {
	readonly #copy: (record: T) => T;
	/** Indexes by id, shared by all forks: an index of `#size` or more belongs to another fork. */
	readonly #indexes: Map<string, number>;
	readonly #pages: Page<T>[];
	#size: number;
	/** Marks pages and records that only this table has: those made since the last fork. */
	#era: object = {};

	/** `copy` returns a record that can be changed without changing its original. */
	constructor(copy: (record: T) => T, origin?: CopyOnWriteTable<T>) {
		this.#copy = copy;
		this.#indexes = origin ? origin.#indexes : new Map();
		this.#pages = origin ? origin.#pages.slice() : [];
		this.#size = origin ? origin.#size : 0;
	}

	fork(): CopyOnWriteTable<T> {
		this.#era = {};
		return new CopyOnWriteTable(this.#copy, this);
	}

	get size(): number {
		return this.#size;
	}

	/** Returns the index of the record with that id, from 0; -1 if there is none. */
	indexOf(id: string): number {
		const index = this.#indexes.get(id);
		return index === undefined || index >= this.#size ? -1 : index;
	}

	/** Returns the record at a valid index. Do not change it: use `writable`. */
	at(index: number): T {
		return (this.#pages[index >> pageBits] as Page<T>).records[index & pageMask] as T;
	}

	get(id: string): T | undefined {
		const index = this.indexOf(id);
		return index < 0 ? undefined : this.at(index);
	}

	has(id: string): boolean {
		return this.indexOf(id) >= 0;
	}

	/** Returns the record at a valid index for changes: the same one, or a copy that replaces it in this table. */
	writable(index: number): T {
		const page = this.#ownPage(index >> pageBits);
		const within = index & pageMask;
		const record = page.records[within] as T;
		if (page.writable & (1 << within)) return record;
		const copy = this.#copy(record);
		page.records[within] = copy;
		page.writable |= 1 << within;
		return copy;
	}

	/** Adds a record with a new id. It may be changed until the next fork. */
	add(record: T): void {
		const index = this.#size++;
		this.#indexes.set(record.id, index);
		const page = this.#ownPage(index >> pageBits);
		page.records[index & pageMask] = record;
		page.writable |= 1 << (index & pageMask);
	}

	#ownPage(index: number): Page<T> {
		const page = this.#pages[index];
		if (page?.era === this.#era) return page;
		const copy = {era: this.#era, records: page?.records.slice() ?? [], writable: 0};
		this.#pages[index] = copy;
		return copy;
	}

	*values(): MapIterator<T> {
		for (let index = 0; index < this.#size; index++) yield this.at(index);
	}

	*keys(): MapIterator<string> {
		for (const {id} of this.values()) yield id;
	}

	*entries(): MapIterator<[string, T]> {
		for (const record of this.values()) yield [record.id, record];
	}

	[Symbol.iterator](): MapIterator<[string, T]> {
		return this.entries();
	}

	forEach(callback: (record: T, id: string, table: ReadonlyMap<string, T>) => void): void {
		for (const [id, record] of this) callback(record, id, this);
	}
}

/** A page has as many records as a bit mask has bits. */
const pageBits = 5;
const pageMask = 2 ** pageBits - 1;

/** A page of records. `writable`: a bit for each record, set if the record was made in the page's era. */
type Page<T> = {readonly era: object; readonly records: T[]; writable: number};
