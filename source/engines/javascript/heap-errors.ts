import type {StderrParser} from '../host/run-in-process.ts';

const outOfMemory = /^FATAL ERROR: .*(?:heap out of memory|Allocation failed|invalid array length).*$/im;

/** Makes an end of the run of what V8 writes when its heap is full: after that, nobody in the process can speak. */
export function createHeapErrorParser(): StderrParser {
	return {
		onEvent() {},
		parse(text, at) {
			if (!outOfMemory.test(text)) {
				return {events: [], other: text};
			}

			const message = 'Node.js ran out of heap memory. Raise its limit: node --max-old-space-size';
			const error = {name: 'OutOfMemory', message};
			return {events: [{type: 'run-ended', at, outcome: 'killed', error, open: []}], other: ''};
		},
	};
}
