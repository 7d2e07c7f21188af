import process from 'node:process';

// Taken before the program can replace it.
const {getBuiltinModule} = process;

/** Returns the runtime's own classes of streams, whatever a library has put in their place. Node loads them when they are asked for. */
export function streamClasses(): typeof import('node:stream/web') {
	return getBuiltinModule('node:stream/web');
}
