import process from 'node:process';
import {readAddress} from './connection.ts';
import {observeProcess} from './observe-process.ts';

/** Loaded by `--require` into each Node.js process that the user's command starts. Whatever is missing, the program runs, unobserved. */
const address = readAddress(process.env.ASYNC_TUI_CHANNEL);
if (address) {
	try {
		observeProcess(address);
	} catch {
		// It runs as if this had not been loaded.
	}
}

// A module of nobody's to the program, which may go through all of them.
delete require.cache[__filename];
