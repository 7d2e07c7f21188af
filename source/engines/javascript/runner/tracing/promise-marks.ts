import type {WaitsFor} from '../../../../trace/event.ts';
import type {StackEntry} from './call-stack.ts';
import type {Lane} from './lane.ts';

/** What a promise stands for. `same`: `then`, `catch` or `finally` derived it from another promise. */
export type Note =
	| WaitsFor
	| {readonly kind: 'several'; readonly how: string; readonly members: Promise<unknown>[]}
	| {readonly kind: 'same'; readonly as: Promise<unknown>};

/** The tracer's data about a promise. */
export type PromiseMark = {
	/** The lane whose result the promise is. */
	lane: Lane | undefined;
	/** The planned task that ends with the promise although its function is not async. */
	follower: Lane | undefined;
	/** What the promise stands for. */
	note: Note | undefined;
	/**
	 * Only for the promise that an `await` makes for itself. `suspended`: the lane that the await suspended. `awaited`:
	 * the promise that the lane waits for, if nothing else is known about the wait. `entry`: the lane's stretch while it
	 * runs.
	 */
	suspended: Lane | undefined;
	awaited: Promise<unknown> | undefined;
	entry: StackEntry | undefined;
	/**
	 * `isAwaited`: whether a lane waits for the promise, so that it matters which code settles it. `settledBy`: the lane
	 * of that code.
	 */
	isAwaited: boolean;
	settledBy: Lane | undefined;
	/** The lane of the async function that `new Promise` called for the promise: it settles the promise as its own result. */
	executor: Lane | undefined;
	/** The lane whose result the promise was derived from by `then`. Set once the promise settles. */
	origin: Lane | undefined;
	/** Whether anything has asked for its result: an `await`, `then` or a combinator. */
	hasListener: boolean;
	/** How often `then` was called on the promise. */
	reactions: number;
};

const create = (): PromiseMark => ({
	lane: undefined,
	follower: undefined,
	note: undefined,
	suspended: undefined,
	awaited: undefined,
	entry: undefined,
	isAwaited: false,
	settledBy: undefined,
	executor: undefined,
	origin: undefined,
	hasListener: false,
	reactions: 0,
});

/** A constructor that returns its argument, so that the private fields of a subclass are added to that object. */
const ReturnsArgument = class {
	constructor(given: object) {
		// biome-ignore lint/correctness/noConstructorReturn: this is its purpose.
		return given;
	}
};

class Marked extends ReturnsArgument {
	#mark = create();

	static of(promise: object): PromiseMark | undefined {
		return #mark in promise ? (promise as Marked).#mark : undefined;
	}
}

/** For runtimes that do not allow private fields on objects that cannot be extended. */
const fallbackMarks = new WeakMap<object, PromiseMark>();
let hasFallbackMarks = false;

/**
 * Returns the mark of a promise. Undefined if it has none. The mark is a private field: the program cannot see it,
 * frozen promises accept it too, and it costs a fifth of a `WeakMap`, which each garbage collection would have to walk.
 */
export function markOf(promise: object): PromiseMark | undefined {
	return Marked.of(promise) ?? (hasFallbackMarks ? fallbackMarks.get(promise) : undefined);
}

/** Returns the mark of a promise. Adds one if there is none. */
export function ensureMark(promise: object): PromiseMark {
	return markOf(promise) ?? add(promise);
}

function add(promise: object): PromiseMark {
	try {
		return markOf(new Marked(promise)) as PromiseMark;
	} catch {
		const added = create();
		hasFallbackMarks = true;
		fallbackMarks.set(promise, added);
		return added;
	}
}
