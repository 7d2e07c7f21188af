/**
 * Counts durations by range. Each doubling of the duration is divided into eight buckets, so a quantile is exact within
 * 6.25%, histograms can be added without loss, and durations from 1 µs to 38 h take at most 1.2 kB. Memory grows only
 * with the range in use.
 */
export class Histogram {
	#counts = new Uint32Array(0);
	/** The bucket of the first count. */
	#first = 0;
	#count = 0;
	#sum = 0;
	#max = 0;

	/** How many durations were added. */
	get count(): number {
		return this.#count;
	}

	/** The sum of all durations, in ms. */
	get sum(): number {
		return this.#sum;
	}

	/** The longest duration, in ms; 0 while empty. */
	get max(): number {
		return this.#max;
	}

	/** Adds a duration in ms. */
	add(ms: number): void {
		const index = bucketOf(ms);
		this.#reach(index);
		this.#counts[index - this.#first] = (this.#counts[index - this.#first] as number) + 1;
		this.#count++;
		this.#sum += ms;
		if (ms > this.#max) this.#max = ms;
	}

	/** Adds all durations of another histogram. */
	merge(other: Histogram): void {
		const {length} = other.#counts;
		if (length === 0) return;
		this.#reach(other.#first);
		this.#reach(other.#first + length - 1);
		const shift = other.#first - this.#first;
		for (let nth = 0; nth < length; nth++) this.#counts[nth + shift] = this.#at(nth + shift) + other.#at(nth);
		this.#count += other.#count;
		this.#sum += other.#sum;
		this.#max = Math.max(this.#max, other.#max);
	}

	/**
	 * Returns the duration, in ms, that this share of all durations (0 to 1) does not exceed, as the middle of its
	 * bucket. Returns 0 while empty.
	 */
	quantile(share: number): number {
		let left = Math.max(1, Math.ceil(share * this.#count));
		for (let nth = 0; nth < this.#counts.length; nth++) {
			left -= this.#at(nth);
			if (left <= 0) return Math.min(this.#max, middleOf(nth + this.#first));
		}
		return this.#max;
	}

	/**
	 * Counts the durations in each of `slots` equal parts of the logarithmic scale between two durations in ms. Durations
	 * outside are left out.
	 */
	shape(from: number, to: number, slots: number): readonly number[] {
		const [first, last] = [bucketOf(from), bucketOf(to)];
		const shape = new Array<number>(slots).fill(0);
		for (let nth = 0; nth < this.#counts.length; nth++) {
			const bucket = nth + this.#first;
			if (bucket < first || bucket > last) continue;
			const slot = Math.min(slots - 1, Math.floor(((bucket - first) / (last - first + 1)) * slots));
			shape[slot] = (shape[slot] as number) + this.#at(nth);
		}
		return shape;
	}

	/** Returns an independent copy. */
	fork(): Histogram {
		const copy = new Histogram();
		copy.#counts = this.#counts.slice();
		copy.#first = this.#first;
		copy.#count = this.#count;
		copy.#sum = this.#sum;
		copy.#max = this.#max;
		return copy;
	}

	/** Returns plain data for a trace. */
	toData(): HistogramData {
		return {first: this.#first, counts: [...this.#counts], sum: this.#sum, max: this.#max};
	}

	/** Reads plain data. Counts beyond the last bucket are dropped. */
	static fromData({first, counts, sum, max}: HistogramData): Histogram {
		const histogram = new Histogram();
		const room = Math.max(0, lastBucket + 1 - first);
		histogram.#counts = Uint32Array.from(counts.slice(0, room));
		histogram.#first = Math.min(first, lastBucket);
		histogram.#count = histogram.#counts.reduce((all, each) => all + each, 0);
		histogram.#sum = sum;
		histogram.#max = max;
		return histogram;
	}

	#at(nth: number): number {
		return this.#counts[nth] as number;
	}

	#reach(index: number): void {
		const {length} = this.#counts;
		if (index >= this.#first && index < this.#first + length) return;
		// Grow by a whole power of two, eight buckets, at a time.
		const from = length === 0 ? index & ~7 : Math.min(this.#first, index & ~7);
		const to = Math.max(length === 0 ? 0 : this.#first + length, (index | 7) + 1);
		const grown = new Uint32Array(to - from);
		if (length > 0) grown.set(this.#counts, this.#first - from);
		this.#counts = grown;
		this.#first = from;
	}
}

/** A histogram in a trace. `first`: the bucket of the first count. `sum`, `max`: ms. */
export type HistogramData = {
	readonly first: number;
	readonly counts: number[];
	readonly sum: number;
	readonly max: number;
};

const lastBucket = 37 * 8 - 1;

function bucketOf(ms: number): number {
	const us = ms * 1000;
	if (!(us >= 1)) return 0;
	const power = Math.floor(Math.log2(us));
	return Math.min(lastBucket, power * 8 + Math.min(7, Math.max(0, Math.floor((us / 2 ** power - 1) * 8))));
}

/** Returns the middle of a bucket, in ms. */
function middleOf(bucket: number): number {
	return (2 ** (bucket >> 3) * (1 + ((bucket & 7) + 0.5) / 8)) / 1000;
}
