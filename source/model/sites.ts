import type {Place} from '../trace/event.ts';
import type {Histogram} from './state/histogram.ts';
import type {Task} from './task.ts';

/** Aggregates over all calls and waits of a program, in the order of the first ones. */
export type Sites = {
	/** By function and where it is defined, or by address. */
	readonly functions: ReadonlyMap<string, Site>;
	/** By await line, `file:line`. */
	readonly lines: ReadonlyMap<string, LineSite>;
	/** How late each beat of the loop was. */
	readonly lags: Durations;
	/** Calls that failed or timed out. */
	readonly failed: number;
	/** The open calls of a function, the oldest first. */
	readonly openCalls: (site: Pick<Site, 'id'>) => Iterable<Task>;
	/** The record that a call counts for. Undefined of the top level, of generators and of what has not started. */
	readonly siteOf: (task: Task) => Site | undefined;
};

/** Durations in ms, kept as a histogram. */
export type Durations = Pick<Histogram, 'count' | 'sum' | 'max' | 'quantile' | 'shape'>;

/** The calls of one function, or of one address: `query`, `GET /users/:id`. Times in ms. */
export type Site = {
	readonly id: string;
	readonly name: string;
	/** Where it is defined; of an address, the first function that was called for it. */
	readonly place: Place | undefined;
	/** Counted calls included. */
	readonly started: number;
	readonly done: number;
	/** Timeouts included. */
	readonly failed: number;
	readonly cancelled: number;
	/** Calls too many and too short to have lanes. They are in none of the durations. */
	readonly counted: number;
	readonly longestCounted: number;
	/** Failures by the name of the error; from the ninth name on, `others`. */
	readonly errors: ReadonlyMap<string, number>;
	/** In flight, and the most at once. */
	readonly open: number;
	readonly peak: number;
	/** On the thread, in total. */
	readonly busy: number;
	readonly firstAt: number;
	/** When the last call settled; before that, as `firstAt`. */
	readonly lastAt: number;
	/** Starts in each of the last 60 s of the run's clock up to `second`, by the second modulo 60. */
	readonly perSecond: Uint32Array;
	readonly second: number;
	/** Of settled calls: from start to end, and what of it they waited and had the thread. */
	readonly took: Histogram;
	readonly waited: Histogram;
	readonly held: Histogram;
};

/** The waits at one await line. Times in ms. */
export type LineSite = {
	readonly id: string;
	readonly file: string;
	readonly line: number;
	/** The function that came there first. */
	readonly function: string;
	/** How often a task began to wait there. */
	readonly entered: number;
	/** When a task last went on from there. Undefined: never. */
	readonly leftAt: number | undefined;
	/** Waits that are over. */
	readonly waited: Histogram;
};
