import {apply} from './built-ins.ts';
import {takeMainFrame} from './main-frame.ts';
import {isOwnFile} from './own-files.ts';

type Format = (error: unknown, sites: readonly NodeJS.CallSite[]) => unknown;
type Stack = {readonly stack?: unknown};

// Taken before the program can replace them.
const ErrorClass = Error;
const {captureStackTrace} = Error;
const {defineProperty, getOwnPropertyDescriptor} = Object;
const {isArray} = Array;
const {includes} = String.prototype;

/** How Node.js formats stacks unless the program replaces this function. */
const byNode = ErrorClass.prepareStackTrace as Format | undefined;

/** The file of Node.js that formats stacks, as in text, and the one that runs the main file. */
const formatter = '(node:internal/errors:';
const mainRunner = 'node:internal/modules/run_main';

/**
 * The frames that Node.js adds below a microtask only if there is an async context, from version 24 on. Before, it adds
 * `callbackTrampoline` below other callbacks. Few programs have an async context except for ours.
 */
const microtaskFrames = Number.parseInt(process.versions.node, 10) >= 24 ? 3 : 0;

/** The frame below those of `mainRunner`. Undefined where our code does not run the main file. */
const mainFrame = takeMainFrame();

/** The most frames that our replacement of a built-in adds to a stack. */
const maxOwnFrames = 6;

/** What the program has assigned to `Error.prepareStackTrace`. */
let assigned: unknown = byNode;
let areHidden = false;
/** Formats the stacks that we read. Undefined at other times. */
let reading: Format | undefined;
/** How `callOriginal` has raised `Error.stackTraceLimit`, from the program's value. Undefined at other times. */
let raise: {readonly from: number; readonly to: number} | undefined;

const keepSites: Format = (_, sites) => sites;

/** The frames of the error that `peekStack` reads. */
let peeked: readonly NodeJS.CallSite[] | undefined;
const peek: Format = (_, sites) => {
	peeked = sites;
	throw undefined;
};

/**
 * Removes the frames of our replacements of built-ins from the stacks that the program sees, whether Node.js or the
 * program's own `Error.prepareStackTrace` formats them.
 */
export function hideOwnFrames(): void {
	const own = getOwnPropertyDescriptor(ErrorClass, 'prepareStackTrace');
	if (!byNode || !own?.configurable) {
		return;
	}

	const {enumerable = false} = own;
	areHidden = true;
	defineProperty(ErrorClass, 'prepareStackTrace', {
		configurable: true,
		enumerable,
		get: getFormat,
		set(format: unknown) {
			assigned = format;
		},
	});
}

/** Returns the program's value, unless Node.js reads the property to format a stack. */
function getFormat(): unknown {
	return reading ?? (isReadByNode() ? formatWithoutOwn : assigned);
}

function isReadByNode(): boolean {
	const holder: Stack = {};
	const {stackTraceLimit} = ErrorClass;
	reading = keepSites;
	try {
		setLimit(1);
		captureStackTrace(holder, getFormat);
		setLimit(stackTraceLimit);
		// While a stack is being formatted, V8 itself formats all others, as text.
		const {stack} = holder;
		return typeof stack === 'string' && apply(includes, stack, [formatter]);
	} finally {
		reading = undefined;
	}
}

const formatWithoutOwn: Format = (error, sites) => {
	const format = typeof assigned === 'function' ? (assigned as Format) : byNode;
	return format && apply(format, ErrorClass, [error, withoutOwn(sites)]);
};

function withoutOwn(sites: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
	const shown: NodeJS.CallSite[] = [];
	let last: string | null = null;
	for (let index = 0; index < sites.length; index++) {
		const site = sites[index] as NodeJS.CallSite;
		const file = site.getFileName();
		if (file && isOwnFile(file)) {
			if (last === mainRunner) {
				// Our code runs the main file. Alone, Node.js would.
				if (mainFrame) {
					shown[shown.length] = mainFrame;
				}

				break;
			}
		} else if (site.getFunctionName() !== 'callbackTrampoline') {
			shown[shown.length] = site;
			last = file;
		}
	}

	const limit = programLimit();
	if (limit >= 0 && shown.length > limit && (raise || shown.length < sites.length)) {
		shown.length = limit;
	}

	if (shown[shown.length - 1]?.getFunctionName() === 'runMicrotask') {
		shown.length -= microtaskFrames;
	}

	return shown;
}

/**
 * Calls the original function of a replacement. During the call, V8 captures as many frames more as the program will not
 * see.
 */
export function callOriginal<Values extends readonly unknown[], Result>(
	original: (...values: Values) => Result,
	self: unknown,
	values: Values,
): Result {
	const {stackTraceLimit} = ErrorClass;
	const to = stackTraceLimit + maxOwnFrames;
	// The program may have deleted the limit.
	if (!areHidden || typeof stackTraceLimit !== 'number' || !setLimit(to)) {
		return apply(original, self, values);
	}

	const outer = raise;
	raise = {from: outer?.to === stackTraceLimit ? outer.from : stackTraceLimit, to};
	try {
		return apply(original, self, values);
	} finally {
		raise = outer;
		// Otherwise the program has set its own limit.
		if (ErrorClass.stackTraceLimit === to) {
			setLimit(stackTraceLimit);
		}
	}
}

function programLimit(): number {
	const {stackTraceLimit} = ErrorClass;
	return raise && raise.to === stackTraceLimit ? raise.from : stackTraceLimit;
}

/** Sets how many frames V8 captures. Returns false if the program has frozen `Error`. */
export function setLimit(limit: number): boolean {
	try {
		ErrorClass.stackTraceLimit = limit;
		return true;
	} catch {
		return false;
	}
}

/** Returns the stack that V8 has captured in an object, from the top. Leaves `Error` as the program left it. */
export function readSites(holder: Stack): readonly NodeJS.CallSite[] {
	const stack = formatBy(keepSites, stackOf, holder);
	if (isArray(stack)) {
		return stack;
	}

	checkHidden();
	return [];
}

/**
 * Returns the stack of an error: its frames, or a text if it was formatted before. Undefined if there is none. The error
 * remains as it is: V8 keeps a stack, and the line that Node.js prints above it, until its formatting succeeds.
 * `read`: reads the stack, without running code of the program.
 */
export function peekStack(
	error: object,
	read: (error: object) => unknown,
): readonly NodeJS.CallSite[] | string | undefined {
	checkHidden();
	try {
		const stack = formatBy(peek, read, error);
		return typeof stack === 'string' ? stack : undefined;
	} catch {
		return peeked;
	} finally {
		peeked = undefined;
	}
}

function stackOf({stack}: Stack): unknown {
	return stack;
}

/** Notes whether the program has redefined the property. */
function checkHidden(): void {
	areHidden &&= getOwnPropertyDescriptor(ErrorClass, 'prepareStackTrace')?.get === getFormat;
}

/** Reads a stack that `format` formats. */
function formatBy<Holder extends object>(format: Format, read: (holder: Holder) => unknown, holder: Holder): unknown {
	if (areHidden) {
		reading = format;
		try {
			return read(holder);
		} finally {
			reading = undefined;
		}
	}

	const own = getOwnPropertyDescriptor(ErrorClass, 'prepareStackTrace');
	if (own?.writable !== true) {
		return formatByGlobal(format, read, holder);
	}

	ErrorClass.prepareStackTrace = format as typeof ErrorClass.prepareStackTrace;
	try {
		return read(holder);
	} finally {
		ErrorClass.prepareStackTrace = own.value;
	}
}

/**
 * For a frozen `Error`, and for an accessor of the program: Node.js looks up the function that formats stacks on the
 * global `Error`. Replaces that global for the moment.
 */
function formatByGlobal<Holder extends object>(
	format: Format,
	read: (holder: Holder) => unknown,
	holder: Holder,
): unknown {
	const own = getOwnPropertyDescriptor(globalThis, 'Error') as PropertyDescriptor;
	defineProperty(globalThis, 'Error', {...own, value: {prepareStackTrace: format}});
	try {
		return read(holder);
	} finally {
		defineProperty(globalThis, 'Error', own);
	}
}
