import type {AsyncLocalStorage} from 'node:async_hooks';

// Taken before the program can replace it.
const {defineProperty} = Object;

/**
 * Hides the properties that AsyncLocalStorage adds to promises before Node.js 24. A program that prints a promise would
 * see them even if it uses no such storage. From now on they are not enumerable, which Node.js does not depend on.
 */
export function hidePromiseInternals(storage: AsyncLocalStorage<unknown>): void {
	const symbols = storage.run({}, () => Object.getOwnPropertySymbols(Promise.resolve()));
	for (const symbol of symbols) {
		defineProperty(Promise.prototype, symbol, {
			configurable: true,
			set(this: Promise<unknown>, value: unknown) {
				defineProperty(this, symbol, {value, writable: true, configurable: true, enumerable: false});
			},
		});
	}
}
