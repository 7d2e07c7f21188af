/** Node.js calls promise hooks from this file if there are several, for example after `createHook` of async_hooks. */
const internalHooks = 'node:internal/promise_hooks';
let internalFrames = 0;

const keep = (_: unknown, sites: NodeJS.CallSite[]) => sites;

// Taken before the program can replace them.
const ErrorClass = Error;
const {captureStackTrace} = Error;

/** Captures a stack as structured frames in `holder.stack`. Leaves `Error` as the program left it. */
type Capture = (holder: object, below: (...parameters: never[]) => unknown, count: number) => void;

const byProperties: Capture = (holder, below, count) => {
	const {prepareStackTrace, stackTraceLimit} = ErrorClass;
	try {
		ErrorClass.stackTraceLimit = count;
		ErrorClass.prepareStackTrace = keep;
		captureStackTrace(holder, below);
		// V8 formats the stack when it is first read.
		void (holder as {stack?: unknown}).stack;
	} finally {
		ErrorClass.prepareStackTrace = prepareStackTrace;
		ErrorClass.stackTraceLimit = stackTraceLimit;
	}
};

/**
 * For a frozen `Error`: Node.js looks up the function that formats stacks on the global `Error`. Replaces that global
 * during the capture.
 */
const byGlobal: Capture = (holder, below) => {
	const own = Object.getOwnPropertyDescriptor(globalThis, 'Error') as PropertyDescriptor;
	try {
		Object.defineProperty(globalThis, 'Error', {...own, value: {prepareStackTrace: keep}});
		captureStackTrace(holder, below);
		void (holder as {stack?: unknown}).stack;
	} finally {
		Object.defineProperty(globalThis, 'Error', own);
	}
};

let capture = byProperties;

/**
 * Returns the `count` topmost frames below the function `below`, from the top. Takes 3 µs or more. Returns at most 10
 * frames if `Error` is frozen.
 */
export function callSites(below: (...parameters: never[]) => unknown, count: number): readonly NodeJS.CallSite[] {
	const holder: {stack?: unknown} = {};
	try {
		capture(holder, below, count + internalFrames);
	} catch (error) {
		if (capture !== byProperties || !Object.isFrozen(ErrorClass)) {
			throw error;
		}

		capture = byGlobal;
		return callSites(below, count);
	}

	return withoutInternal(sitesOf(holder), count) ?? callSites(below, count);
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
	const {prepareStackTrace} = ErrorClass;
	try {
		ErrorClass.prepareStackTrace = keep;
		return withoutInternal(sitesOf(holder).slice(1), count);
	} finally {
		ErrorClass.prepareStackTrace = prepareStackTrace;
	}
}

function sitesOf({stack}: {readonly stack?: unknown}): readonly NodeJS.CallSite[] {
	return Array.isArray(stack) ? stack : [];
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
