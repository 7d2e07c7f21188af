import {getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString} from 'node:v8';

/** The share of the heap's limit above which memory is short, so that fewer events are kept. */
const maxHeapShare = 0.7;

/** Whether the heap of this process is close to its limit. */
export function isMemoryShort(): boolean {
	const {used_heap_size: used, heap_size_limit: limit} = getHeapStatistics();
	return used > maxHeapShare * limit;
}

/** From this size on, in bytes, the space for new objects does not grow any more. */
const maxNewSpace = 8 * 2 ** 20;

let isLimited = false;

/**
 * Limits the pauses of garbage collection. Nearly everything that a run adds survives, so a collection copies what is
 * new in one pause. V8 lets the space for it grow to 32 MB, or to 128 MB in Node.js 24, and a pause then takes longer
 * than a frame. Of the flags for this space, V8 reads only the factor of growth while it runs.
 */
export function limitPauses(): void {
	const space = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
	if (!space || space.space_size < maxNewSpace) return;
	setFlagsFromString('--semi-space-growth-factor=1');
	if (isLimited) return;
	isLimited = true;
	// V8 accepts stored code only under the flags under which it was stored.
	process.once('exit', () => setFlagsFromString('--semi-space-growth-factor=2'));
}
