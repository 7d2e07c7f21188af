import process from 'node:process';

// Taken before the program can replace it.
const {getBuiltinModule} = process;

/** Returns the runtime's own stream classes, even if a library has replaced the globals. Node.js loads them lazily. */
export function streamClasses(): typeof import('node:stream/web') {
	return getBuiltinModule('node:stream/web');
}
