import {AsyncLocalStorage} from 'node:async_hooks';
import {inspect, types} from 'node:util';
import {apply} from './built-ins.ts';
import {callOriginal} from './own-frames.ts';
import {replaceMethod} from './watch/replace-method.ts';

type Fields = Record<PropertyKey, unknown>;
type Frame = Map<unknown, unknown>;
/** What AsyncLocalStorage consists of before Node.js 24. */
type Storage = {
	readonly enabled: boolean;
	readonly kResourceStore: symbol;
	_propagate?: (resource: object, trigger: object) => void;
};
type Stylize = {readonly stylize: (text: string, style: string) => string};

// Taken before the program can replace them.
const {defineProperty, getOwnPropertySymbols, getPrototypeOf} = Object;
const {clear, set, forEach} = Map.prototype;
const {has: isOwn} = Set.prototype;

/** Our contexts in this thread. */
const contexts = new Set<unknown>();

/**
 * Creates a storage that follows asynchronous calls, and hides its values from a program that prints its timers,
 * sockets or promises. Node.js stores the values in properties of these objects.
 */
export function createHiddenContext<Value>(): AsyncLocalStorage<Value> {
	const context = new AsyncLocalStorage<Value>();
	contexts.add(context);
	const storage = context as unknown as Storage;
	if (storage._propagate) {
		hideProperty(storage);
	}

	if (contexts.size === 1) {
		const timer = context.run({} as Value, () => setTimeout(() => {}));
		const turn = setImmediate(() => {});
		hideSymbols(context.run({} as Value, () => Promise.resolve()));
		hideFrames(timer as unknown as Fields, [timer, turn]);
		clearTimeout(timer);
		clearImmediate(turn);
	}

	return context;
}

/** Makes the property of each resource invisible, which Node.js does not depend on. */
function hideProperty(storage: Storage): void {
	const {kResourceStore} = storage;
	storage._propagate = (resource, trigger) => {
		if (storage.enabled) {
			const value = (trigger as Fields)[kResourceStore];
			defineProperty(resource, kResourceStore, {value, writable: true, configurable: true, enumerable: false});
		}
	};
}

/** Does the same for the properties that promises have once a storage is used, before Node.js 24. */
function hideSymbols(promise: object): void {
	for (const symbol of getOwnPropertySymbols(promise)) {
		defineProperty(Promise.prototype, symbol, {
			configurable: true,
			set(this: object, value: unknown) {
				defineProperty(this, symbol, {value, writable: true, configurable: true, enumerable: false});
			},
		});
	}
}

/**
 * From Node.js 24 on, one property of a timer or another resource has the values of all storages. Makes `inspect` leave
 * out ours. `timers`: one of each kind; they show their properties without asking these how.
 */
function hideFrames(timer: Fields, timers: readonly object[]): void {
	const symbol = getOwnPropertySymbols(timer).find(key => types.isMap(timer[key]));
	if (!symbol) {
		return;
	}

	const {constructor: Frame} = timer[symbol] as {constructor: new () => Frame};
	/** Returns the frame without our values. Alone, there is no frame while there is no value. */
	const withoutOwn = (frame: Frame): Frame | undefined => {
		const others = new Frame();
		apply(clear, others, []);
		let hides = false;
		apply(forEach, frame, [
			(value: unknown, key: unknown) => {
				if (apply(isOwn, contexts, [key])) {
					hides = true;
				} else {
					apply(set, others, [key, value]);
				}
			},
		]);
		return !hides ? frame : others.size > 0 ? others : undefined;
	};
	const {shown} = {
		shown(this: Frame, _: number, {stylize}: Stylize): unknown {
			return withoutOwn(this) ?? stylize('undefined', 'undefined');
		},
	};
	defineProperty(Frame.prototype, inspect.custom, {value: shown, writable: true, configurable: true});
	for (const each of timers) {
		const shape: Record<symbol, (...given: unknown[]) => unknown> = getPrototypeOf(each);
		const original = shape[inspect.custom];
		if (original) {
			const {watched} = {
				watched(this: Fields, ...given: unknown[]) {
					const frame = this[symbol] as Frame | undefined;
					this[symbol] = frame && withoutOwn(frame);
					try {
						return callOriginal(original, this, given);
					} finally {
						this[symbol] = frame;
					}
				},
			};
			replaceMethod(shape, inspect.custom, watched as typeof original);
		}
	}
}
