/** A way to await tasks. Its programs are in the folder of the same name. */
export type Strategy = {
	/** The name on the command line, and of the folder. */
	readonly name: string;
	/** `Concurrent`. */
	readonly title: string;
	/** The title where the full one does not fit. */
	readonly short?: string;
	/** One sentence on what the strategy does. */
	readonly sentence: string;
	/** The construct of each language that the strategy uses. */
	readonly construct: {readonly javascript: string; readonly python: string};
	/** For a language without such a construct: a sentence that says so and names what its program does instead. */
	readonly nearest?: {readonly javascript?: string; readonly python?: string};
	/** Whether the concurrency limit has an effect. */
	readonly limited: boolean;
	/** What stops the total: the end of the last task, or the strategy's own result. */
	readonly total: 'settled' | 'result';
	/**
	 * Which tasks must be done for the strategy to settle as intended: `all`, `any`, the `first` to settle, or `none`.
	 */
	readonly needs: 'all' | 'any' | 'first' | 'none';
	/** The theoretical total for tasks of these latencies that all succeed, in milliseconds. */
	readonly theory: (latencies: readonly number[], limit: number) => number;
};
