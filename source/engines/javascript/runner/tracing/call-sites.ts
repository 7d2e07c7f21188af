import {readSites, setLimit} from '../own-frames.ts';

/** Node.js calls promise hooks from this file if there are several, for example after `createHook` of async_hooks. */
const internalHooks = 'node:internal/promise_hooks';
let internalFrames = 0;

// Taken before the program can replace them.
const ErrorClass = Error;
const {captureStackTrace} = Error;

/**
 * Returns the `count` topmost frames below the function `below`, from the top. Takes 3 µs or more. Returns at most 10
 * frames if `Error` is frozen.
 */
export function callSites(below: (...parameters: never[]) => unknown, count: number): readonly NodeJS.CallSite[] {
	const holder: {stack?: unknown} = {};
	const {stackTraceLimit} = ErrorClass;
	const isSet = setLimit(count + internalFrames);
	try {
		captureStackTrace(holder, below);
	} finally {
		if (isSet) {
			ErrorClass.stackTraceLimit = stackTraceLimit;
		}
	}

	return withoutInternal(readSites(holder), count) ?? callSites(below, count);
}

/** Returns how many frames a hook must capture for `count` frames of the program: the hook's own frame comes first. */
export function framesOfHook(count: number): number {
	return 1 + internalFrames + count;
}

/**
 * Returns `count` frames of the program from those that its hook has captured. Undefined if the stack has a frame of
 * Node.js that `framesOfHook` did not include.
 */
export function capturedSites(
	holder: {readonly stack?: unknown},
	count: number,
): readonly NodeJS.CallSite[] | undefined {
	return withoutInternal(readSites(holder).slice(1), count);
}

function withoutInternal(sites: readonly NodeJS.CallSite[], count: number): readonly NodeJS.CallSite[] | undefined {
	if (!sites[0]?.getFileName()?.startsWith(internalHooks)) {
		return sites.length > count ? sites.slice(0, count) : sites;
	}

	if (internalFrames === 0) {
		// A second promise hook was added.
		internalFrames = 1;
		return undefined;
	}

	return sites.slice(1);
}

/** Whether a frame is that of the built-in `new Promise`. */
export function isPromiseConstructor(site: NodeJS.CallSite): boolean {
	return !site.getFileName() && site.getFunctionName() === 'Promise';
}
