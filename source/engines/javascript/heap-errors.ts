import type {StderrParser} from '../host/process-observers.ts';

const outOfMemory = /^FATAL ERROR: .*(?:heap out of memory|Allocation failed|invalid array length).*$/im;

/**
 * Parses what V8 prints when its heap is full, as the end of the run: after that, the process can run no more
 * JavaScript.
 */
export function createHeapErrorParser(): StderrParser {
	return {
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
