import {getHeapStatistics} from 'node:v8';

/** The share of the heap's limit above which memory is short, so that fewer events are kept. */
const maxHeapShare = 0.7;

/** Whether the heap of this process is close to its limit. */
export function isMemoryShort(): boolean {
	const {used_heap_size: used, heap_size_limit: limit} = getHeapStatistics();
	return used > maxHeapShare * limit;
}
