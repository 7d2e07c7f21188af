import type {StderrParser} from '../host/process/process-observers.ts';

const outOfMemory = /^FATAL ERROR: .*(?:heap out of memory|Allocation failed|invalid array length).*$/im;
const fullStack = 'RangeError: Maximum call stack size exceeded';
/** The first major version of Node.js that survives when V8 calls a promise hook on a full stack. */
const firstSurvivingVersion = 22;

/**
 * Creates a parser of what V8 prints when it ends the process itself. When the heap is full, V8 can run no more
 * JavaScript, so its message ends the run. Before Node.js 22, a full stack ends an observed program: V8 has no room to
 * call a promise hook.
 */
export function createFatalErrorParser(): StderrParser {
	let hasOverflowed = false;
	return {
		parse(text, at) {
			hasOverflowed ||= text.includes(fullStack);
			if (!outOfMemory.test(text)) {
				return {events: [], other: text};
			}

			const message = 'Node.js ran out of heap memory. Raise its limit: node --max-old-space-size';
			const error = {name: 'OutOfMemory', message};
			return {events: [{type: 'run-ended', at, outcome: 'killed', error, open: []}], other: ''};
		},
		explain(code, runtime) {
			const version = Number(/^Node\.js (\d+)/.exec(runtime)?.[1] ?? firstSurvivingVersion);
			if (!hasOverflowed || code === 0 || version >= firstSurvivingVersion) {
				return undefined;
			}

			const message = `Node.js ${version} ends a program whose stack is full if it is observed. Node.js ${firstSurvivingVersion} does not`;
			return {name: 'FullStack', message};
		},
	};
}
