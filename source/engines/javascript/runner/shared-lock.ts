// Taken before the program can replace them.
const {compareExchange, exchange, load, notify, wait} = Atomics;

/** A lock that the threads of this process share. It is not reentrant. */
export type SharedLock = {
	/** Waits until the lock is free, and takes it. */
	readonly take: () => void;
	/** Takes the lock if it is free. Returns whether it was. */
	readonly tryToTake: () => boolean;
	readonly free: () => void;
	/** Whether any thread has the lock. */
	readonly isTaken: () => boolean;
};

const [free, taken, awaited] = [0, 1, 2];

/**
 * Creates a lock in a word of shared memory, which must be 0 at first. `free` only calls `notify` if a thread is
 * waiting.
 */
export function createSharedLock(words: Int32Array<SharedArrayBuffer>, index: number): SharedLock {
	return {
		take() {
			if (compareExchange(words, index, free, taken) === free) {
				return;
			}

			while (exchange(words, index, awaited) !== free) {
				wait(words, index, awaited);
			}
		},
		tryToTake: () => compareExchange(words, index, free, taken) === free,
		free() {
			if (exchange(words, index, free) === awaited) {
				notify(words, index, 1);
			}
		},
		isTaken: () => load(words, index) !== free,
	};
}
