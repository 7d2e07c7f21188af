import type {Place} from '../trace/event.ts';
import type {Histogram} from './state/histogram.ts';
import type {Task} from './task.ts';

/** Aggregates over all calls and waits of a program, in order of first occurrence. */
export type Sites = {
	/** By function and where it is defined, or by route. */
	readonly functions: ReadonlyMap<string, Site>;
	/** By await line: `file:line`. */
	readonly lines: ReadonlyMap<string, LineSite>;
	/** The lag of each beat of the loop. */
	readonly lags: Durations;
	/** Calls that failed or timed out. */
	readonly failed: number;
	/** Returns the open calls of a function, the oldest first. */
	readonly openCalls: (site: Pick<Site, 'id'>) => Iterable<Task>;
	/**
	 * Returns the record that counts a call. Undefined for the top level, for generators and for tasks that have not
	 * started.
	 */
	readonly siteOf: (task: Task) => Site | undefined;
};

/** Durations in ms, stored as a histogram. */
export type Durations = Pick<Histogram, 'count' | 'sum' | 'max' | 'quantile' | 'shape'>;

/** The calls of one function or of one route: `query`, `GET /users/:id`. Times in ms. */
export type Site = {
	readonly id: string;
	readonly name: string;
	/** Where the function is defined; for a route, the first function that was called for it. */
	readonly place: Place | undefined;
	/** Whether a framework named it as the route of requests. */
	readonly isRoute: boolean;
	/** Includes counted calls. 0: its requests turned out to be of a route. */
	readonly started: number;
	readonly done: number;
	/** Includes timeouts. */
	readonly failed: number;
	readonly cancelled: number;
	/** Calls that were too many and too short to have lanes. No duration includes them. */
	readonly counted: number;
	readonly longestCounted: number;
	/** Failures by error name; from the ninth name on, under `others`. */
	readonly errors: ReadonlyMap<string, number>;
	/** The calls in flight now, and the most at once. */
	readonly open: number;
	readonly peak: number;
	/** Total time on the thread. */
	readonly busy: number;
	readonly firstAt: number;
	/** When the last call settled; until one has, the same as `firstAt`. */
	readonly lastAt: number;
	/** Starts in each of the last 60 s of the run's clock up to `second`, indexed by the second modulo 60. */
	readonly perSecond: Uint32Array;
	readonly second: number;
	/** Durations of settled calls: from start to end, and of that the time waiting and the time on the thread. */
	readonly took: Histogram;
	readonly waited: Histogram;
	readonly onThread: Histogram;
};

/** The waits at one await line. Times in ms. */
export type LineSite = {
	readonly id: string;
	readonly file: string;
	readonly line: number;
	/** The first function that waited there. */
	readonly function: string;
	/** How often a task started to wait there. */
	readonly entered: number;
	/** When a task last continued from there. Undefined if none has. */
	readonly leftAt: number | undefined;
	/** The waits that have ended. */
	readonly waited: Histogram;
};
