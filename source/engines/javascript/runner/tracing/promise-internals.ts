import type {AsyncLocalStorage} from 'node:async_hooks';

// Taken before the program can replace it.
const {defineProperty} = Object;

/**
 * Before Node 24 AsyncLocalStorage keeps what it knows on the promises themselves, where a program that prints one would see it
 * though it has no such storage. From now on those properties cannot be enumerated; Node.js does not mind.
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
