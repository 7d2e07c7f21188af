import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';
import {isMainThread} from 'node:worker_threads';
import {noteMainFrame} from './main-frame.ts';
import {watchThreadIds} from './watch/thread-ids.ts';

/**
 * Node.js loads this file by `--require` in the runner and in each worker thread that the program starts, which does
 * not load anything else of ours. There it makes the ids of threads what they would be alone.
 */
if (isMainThread) {
	noteMainFrame();
} else {
	watchThreadIds();
	syncBuiltinESMExports();
}

// The program may print or iterate over these, and would find what is not its own.
process.execArgv.splice(0, 2);
delete require.cache[__filename];
