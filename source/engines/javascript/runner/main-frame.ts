import Module from 'node:module';

type RunMain = (this: unknown, ...given: readonly unknown[]) => unknown;

/** Where the frame passes from the file that Node.js loads first to the runner, which is another bundle. */
const key = Symbol.for('async-tui:main-frame');

/** `runMain` is undocumented: Node.js calls it to run the file on the command line. */
const main = Module as unknown as {runMain: RunMain; [key]?: NodeJS.CallSite | undefined};

/**
 * Notes the frame in which Node.js calls `runMain` for the runner. The stacks of a CommonJS program end with that frame
 * alone, but under observation the runner calls `runMain`.
 */
export function noteMainFrame(): void {
	const {runMain} = main;
	main.runMain = function noted(...given) {
		main.runMain = runMain;
		main[key] = callerOf(noted);
		return Reflect.apply(runMain, this, given);
	};
}

/** Returns the noted frame, and removes what the program could find of it. */
export function takeMainFrame(): NodeJS.CallSite | undefined {
	const frame = main[key];
	delete main[key];
	return frame;
}

function callerOf(below: RunMain): NodeJS.CallSite | undefined {
	const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
	let caller: NodeJS.CallSite | undefined;
	Error.prepareStackTrace = (_, sites) => {
		caller = sites[0];
	};
	const holder: {readonly stack?: unknown} = {};
	Error.captureStackTrace(holder, below);
	// V8 formats a stack when it is first read.
	void holder.stack;
	if (own) {
		Object.defineProperty(Error, 'prepareStackTrace', own);
	} else {
		Reflect.deleteProperty(Error, 'prepareStackTrace');
	}

	return caller;
}
