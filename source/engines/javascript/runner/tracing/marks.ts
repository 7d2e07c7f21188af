import type {WaitsFor} from '../../../../trace/event.ts';
import type {StackEntry} from './call-stack.ts';
import type {Lane} from './lane.ts';

/** What a promise stands for. `same`: `then`, `catch` or `finally` made it of another. */
export type Note =
	| WaitsFor
	| {readonly kind: 'several'; readonly how: string; readonly members: Promise<unknown>[]}
	| {readonly kind: 'same'; readonly as: Promise<unknown>};

/** What the tracer knows of a promise. */
export type Mark = {
	/** The lane whose result it is. */
	lane: Lane | undefined;
	/** The planned task that ends with it, though its function is not async. */
	follower: Lane | undefined;
	/** What it stands for. */
	note: Note | undefined;
	/** Of the promise that an `await` makes for itself: the lane it has suspended, what that awaits, and its stretch while it runs. */
	suspended: Lane | undefined;
	awaited: Promise<unknown> | undefined;
	entry: StackEntry | undefined;
	/** Whether a lane waits for it, so that it matters who settles it; and the lane whose code did. */
	isAwaited: boolean;
	settledBy: Lane | undefined;
	/** The lane whose result it was made of by `then`, once it has settled. */
	origin: Lane | undefined;
	/** Whether something has asked for its result: an `await`, `then`, a combinator. */
	hasListener: boolean;
	/** How often `then` was called of it. */
	reactions: number;
};

const create = (): Mark => ({
	lane: undefined,
	follower: undefined,
	note: undefined,
	suspended: undefined,
	awaited: undefined,
	entry: undefined,
	isAwaited: false,
	settledBy: undefined,
	origin: undefined,
	hasListener: false,
	reactions: 0,
});

/** A constructor that makes nothing: what is given to it gets the private fields of a subclass. */
const Given = class {
	constructor(given: object) {
		// biome-ignore lint/correctness/noConstructorReturn: this is its purpose.
		return given;
	}
};

class Marked extends Given {
	#mark = create();

	static of(promise: object): Mark | undefined {
		return #mark in promise ? (promise as Marked).#mark : undefined;
	}
}

/** For runtimes that allow no private field on an object that cannot be extended. */
const others = new WeakMap<object, Mark>();
let hasOthers = false;

/**
 * The mark of a promise, undefined if it has none. It is a private field: no code of the program can see it, frozen promises take it
 * too, and it costs a fifth of a `WeakMap`, which each garbage collection would have to walk.
 */
export function markOf(promise: object): Mark | undefined {
	return Marked.of(promise) ?? (hasOthers ? others.get(promise) : undefined);
}

/** The mark of a promise, which gets one if it has none. */
export function mark(promise: object): Mark {
	return markOf(promise) ?? add(promise);
}

function add(promise: object): Mark {
	try {
		return markOf(new Marked(promise)) as Mark;
	} catch {
		const added = create();
		hasOthers = true;
		others.set(promise, added);
		return added;
	}
}
