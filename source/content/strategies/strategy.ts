/** How tasks are awaited. Its program is `javascript.js` in the folder of the same name. */
export type Strategy = {
	/** As typed on the command line, and the name of the folder. */
	readonly name: string;
	/** `Concurrent`. */
	readonly title: string;
	/** Where there is no room for the title. */
	readonly short?: string;
	/** One sentence: what it does. */
	readonly sentence: string;
	/** The construct of the language that it stands for. */
	readonly construct: {readonly javascript: string; readonly python: string};
	/** Where a language has no such thing: a sentence that says so and names what its program does instead. */
	readonly nearest?: {readonly javascript?: string; readonly python?: string};
	/** Whether the concurrency limit matters. */
	readonly limited: boolean;
	/** What stops the total: the last task's end, or the strategy's own result. */
	readonly total: 'settled' | 'result';
	/** When the strategy settles as it means to: never, if a task failed; with any success; always. */
	readonly needs: 'all' | 'any' | 'first' | 'none';
	/** The total that theory gives for tasks of these latencies that all succeed, in milliseconds. */
	readonly theory: (latencies: readonly number[], limit: number) => number;
};
