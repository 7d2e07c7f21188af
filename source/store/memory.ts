import {getHeapStatistics} from 'node:v8';

/** The share of its memory that the process uses before less is kept. */
const most = 0.7;

/** Whether the heap of this process is close to its limit. */
export function isMemoryShort(): boolean {
	const {used_heap_size: used, heap_size_limit: limit} = getHeapStatistics();
	return used > most * limit;
}
