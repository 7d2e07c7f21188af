/** A set of tasks to run. Its programs are in the folder of the same name. */
export type Scenario = {
	/** The name on the command line, and of the folder. */
	readonly name: string;
	/** `Load a dashboard`. */
	readonly title: string;
	/** One sentence on what the scenario shows. */
	readonly sentence: string;
	/** The strategy to start with. */
	readonly strategy: string;
	/**
	 * The limit for strategies that have one: more than 1 and less than the number of tasks, so that it has an effect.
	 */
	readonly limit: number;
	/** The tasks for a seed, in the order in which strategies see them. The same seed gives the same tasks. */
	readonly tasks: (seed: number) => readonly ScenarioTask[];
};

/** One task: a call of an exported function of the program. */
export type ScenarioTask = {
	/** Unique in the scenario; no blanks. */
	readonly id: string;
	/** The displayed name; at most 20 characters. */
	readonly name: string;
	/** The exported function to call. */
	readonly function: string;
	/** Its arguments; `{signal}` is passed after them. */
	readonly arguments: (latency: number) => readonly unknown[];
	/** From start to end when the task runs alone, in milliseconds. */
	readonly latency: number;
	/** The responses of the simulated network to this task, by path. */
	readonly replies: readonly Reply[];
};

/** A simulated response. */
export type Reply = {
	readonly path: string;
	/** Its share of the task's latency, 0 to 1. */
	readonly share: number;
	/** JSON. */
	readonly body: unknown;
	/** Whether the request fails as if the connection had been reset. */
	readonly fails?: boolean;
};
