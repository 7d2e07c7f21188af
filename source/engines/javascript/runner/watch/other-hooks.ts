import asyncHooks, {AsyncResource} from 'node:async_hooks';
import {syncBuiltinESMExports} from 'node:module';
import {promiseHooks} from 'node:v8';
import {apply} from '../built-ins.ts';
import {callOriginal} from '../own-frames.ts';
import type {OwnTime} from '../own-time.ts';
import {replaceMethod, withShapeOf} from './replace-method.ts';

// Taken before the program can replace them.
const {has: hasId, add: addId, delete: deleteId} = Set.prototype;
const {has: hasPromise, add: addPromise} = WeakSet.prototype;
const {getPrototypeOf} = Object;
const functions = Function.prototype;

/** Between which ids `hideResourcesOf` has created resources, and where the next pair of ids goes. */
const ranges = new Float64Array(2 * 64);
let next = 0;
const ownPromises = new WeakSet<object>();

/** Hides the resources that `create` creates from hooks that the program enables later. */
export function hideResourcesOf<Result>(create: () => Result): Result {
	const after = newestId();
	try {
		return create();
	} finally {
		ranges[next] = after;
		ranges[next + 1] = newestId();
		next = (next + 2) % ranges.length;
	}
}

/** Hides a promise from hooks that the program adds later. Returns the promise. */
export function hidePromise<Value>(promise: Promise<Value>): Promise<Value> {
	apply(addPromise, ownPromises, [promise]);
	return promise;
}

function newestId(): number {
	return new AsyncResource('async-tui', {requireManualDestroy: true}).asyncId();
}

/**
 * Hides what our own code creates (sockets, timers, promises) from the hooks of the program: those of async_hooks, and
 * V8's promise hooks. The ids of the program's own resources are higher than alone.
 */
export function hideFromHooks({isInside}: Pick<OwnTime, 'isInside'>): void {
	const ids = new Set<number>();
	const resources = {
		created: (id: number) => (isInside() ? Boolean(apply(addId, ids, [id])) : isInRange(id)),
		used: (id: number): boolean => apply(hasId, ids, [id]) || isInRange(id),
		destroyed: (id: number): boolean => apply(deleteId, ids, [id]) || isInRange(id),
	};
	const promises = {
		created: (promise: Promise<unknown>) => isInside() && Boolean(hidePromise(promise)),
		used: (promise: object): boolean => apply(hasPromise, ownPromises, [promise]),
	};

	wrapCallbacks(asyncHooks, {
		init: resources.created,
		before: resources.used,
		after: resources.used,
		destroy: resources.destroyed,
		promiseResolve: resources.used,
	});
	const {created, used} = promises;
	wrapCallbacks(promiseHooks, {init: created, before: used, after: used, settled: used});
	wrapCallback(promiseHooks, 'onInit', created);
	wrapCallback(promiseHooks, 'onBefore', used);
	wrapCallback(promiseHooks, 'onAfter', used);
	wrapCallback(promiseHooks, 'onSettled', used);
	syncBuiltinESMExports();
}

function isInRange(id: number): boolean {
	for (let index = 0; index < ranges.length; index += 2) {
		if (id >= (ranges[index] as number) && id <= (ranges[index + 1] as number)) {
			return true;
		}
	}

	return false;
}

type Method = (this: unknown, ...given: readonly unknown[]) => unknown;
/** Whether a call with this first value is not passed on. */
type Hides = (first: never) => boolean;

/** Wraps `createHook`, which takes an object with callbacks. */
function wrapCallbacks(target: object, hides: Readonly<Record<string, Hides>>): void {
	const {createHook} = target as {readonly createHook: Method};
	const {watched} = {
		watched(this: unknown, ...given: unknown[]) {
			const callbacks = given[0];
			if (typeof callbacks !== 'object' || callbacks === null) {
				return callOriginal(createHook, this, given);
			}

			const shown: Record<string, unknown> = {...callbacks};
			for (const key in hides) {
				const callback = (callbacks as Record<string, unknown>)[key];
				if (callback !== undefined) {
					shown[key] = withHidden(callback, hides[key] as Hides);
				}
			}

			return callOriginal(createHook, this, [shown]);
		},
	};
	replaceMethod(target as {createHook: Method}, 'createHook', watched);
}

/** Wraps a method that takes one callback. */
function wrapCallback<Name extends string>(target: object, name: Name, hides: Hides): void {
	const methods = target as Record<Name, Method>;
	const original = methods[name];
	const {watched} = {
		watched(this: unknown, ...given: unknown[]) {
			return callOriginal(original, this, [withHidden(given[0], hides)]);
		},
	};
	replaceMethod(methods, name, watched);
}

/** Returns the callback without the calls to hide. Node.js refuses async functions and other values. */
function withHidden(callback: unknown, hides: Hides): unknown {
	if (typeof callback !== 'function' || getPrototypeOf(callback) !== functions) {
		return callback;
	}

	const {called} = {
		called(this: unknown, ...given: unknown[]) {
			return hides(given[0] as never) ? undefined : callOriginal(callback as Method, this, given);
		},
	};
	return withShapeOf(callback, called);
}
