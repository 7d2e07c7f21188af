import {isOwnFile} from '../own-files.ts';
import {blockingName} from '../what-if.ts';

/** A frame of the stack at which the inspector paused the thread. `file`: a URL, or a path. */
export type PausedFrame = {
	readonly name: string;
	readonly file: string;
	readonly line: number;
	readonly column: number;
};

/**
 * Returns the name of the innermost function that is not part of Node.js. `frames`: the innermost first. Undefined if
 * that function has no name, or if only Node.js runs. Functions of Node.js, such as its loop or its checks of arguments,
 * do not mean anything to the reader, and some of them only run because the program is observed.
 */
export function blockingFunction(frames: readonly PausedFrame[]): string | undefined {
	const blocking =
		frames.find(({file, name}) => name === blockingName && isOwnFile(file)) ??
		frames.find(({file}) => !isOwnFile(file) && !file.startsWith('node:'));
	return blocking?.name || undefined;
}
