import {appendIfEmpty, firstPipeWord, pipeWords, tryToWrite} from './host-pipe.ts';
import {intervalMs} from './write-budget.ts';

// Taken before the program can replace them.
const {setTimeout: setTimer} = globalThis;
const {load, notify, store} = Atomics;
const {waitAsync} = Atomics as unknown as {
	waitAsync: (words: Int32Array, index: number, value: number) => {readonly async: boolean; readonly value: unknown};
};

/** The index of a word that is 1 if another thread writes the lines that are left to it. */
const writerWord = firstPipeWord;
/** The index of a word that is 1 while lines are left to that thread. */
const deferredWord = firstPipeWord + 1;
/** The index of a word that is 1 while marks of output are left to that thread, which the host knows. */
const lateMarksWord = firstPipeWord + 2;
/** Lines for the host: from here on, marks may come after their bytes; all bytes so far have their marks. */
const [marksAreLate, marksAreComplete] = ['m1\n', 'm0\n'];

/** Makes this thread write what other threads leave to it. Never waits for the host or for another thread. */
export function writeForOthers(): void {
	const words = pipeWords();
	store(words, writerWord, 1);
	const writeDeferred = () => {
		store(words, deferredWord, 0);
		if (!tryToWrite() || !completeMarks()) {
			store(words, deferredWord, 1);
		}

		listen();
	};
	const later = () => setTimer(writeDeferred, intervalMs);
	const listen = () => {
		const left = waitAsync(words, deferredWord, 0);
		if (left.async) {
			void (left.value as Promise<unknown>).then(later);
		} else {
			later();
		}
	};
	listen();
}

/** Whether another thread writes what this one leaves to it. */
export function hasWriter(): boolean {
	return load(pipeWords(), writerWord) === 1;
}

/** Whether lines are left to that thread. */
export function hasDeferred(): boolean {
	return load(pipeWords(), deferredWord) === 1;
}

/** Leaves the waiting lines to that thread, which writes them five milliseconds later. */
export function deferWrite(): void {
	const words = pipeWords();
	store(words, deferredWord, 1);
	notify(words, deferredWord, 1);
}

/** Whether marks may come after the bytes that they are for. */
export function areMarksLate(): boolean {
	return load(pipeWords(), lateMarksWord) === 1;
}

/** Returns a mark and the announcement that later ones may come after their bytes. Call it while appending. */
export function announceLateMarks(mark: string): string {
	store(pipeWords(), lateMarksWord, 1);
	return mark + marksAreLate;
}

/** Tells the host that the waiting marks were the last ones. Returns false if another thread uses the channel. */
function completeMarks(): boolean {
	if (!areMarksLate()) {
		return true;
	}

	return appendIfEmpty(marksAreComplete, () => store(pipeWords(), lateMarksWord, 0)) && tryToWrite();
}
