import process from 'node:process';

/** How the host makes Node.js load our own file, always in first place. */
const own = /^--require "(?:[^"\\]|\\.)*preload\.cjs"/;

/** Returns the names of the options with which the user loads modules before the main file, such as `--import`. */
export function preloadOptions(): readonly string[] {
	const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').replace(own, '').split(' ')];
	return options.flatMap(
		option => /^(-r|--require|--import|--loader|--experimental-loader)(?![-\w])/.exec(option)?.[0] ?? [],
	);
}
