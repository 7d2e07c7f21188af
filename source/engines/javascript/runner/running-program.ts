/** A program that runs in this process. */
export type RunningProgram = {
	/** Aborts the signals of all tasks and of the strategy; a program that runs as it is has none, and ends. */
	readonly abort: () => void;
	/** Only planned tasks can be cancelled. */
	readonly cancel: (task: string) => void;
};
