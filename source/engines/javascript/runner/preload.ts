import process from 'node:process';
import {isMainThread, parentPort} from 'node:worker_threads';
import {readAddress} from './connection.ts';
import {observeProcess} from './observe-process.ts';
import {hideResourcesOf} from './watch/other-hooks.ts';

/**
 * Node.js loads this file by `--require` in each of its processes that the user's command starts. If anything is
 * missing, the program runs unobserved.
 */
const address = readAddress(process.env.ASYNC_TUI_CHANNEL);
/** Whether this is the thread in which Node.js runs the hooks of module loaders. Node.js stops it without any event. */
const isOfNode = !isMainThread && parentPort === null;
if (address && !isOfNode) {
	try {
		hideResourcesOf(() => observeProcess(address));
	} catch {
		// The program runs as if this file had not been loaded.
	}
}

// The program may iterate over all loaded modules, and would find one that is not its own.
delete require.cache[__filename];
