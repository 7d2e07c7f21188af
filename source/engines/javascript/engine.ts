import {fileURLToPath} from 'node:url';
import {moduleExtension, programFolder} from '../../paths.ts';
import type {Engine, ProgramInput} from '../engine.ts';
import {createProcessEngine} from '../host/process-engine.ts';
import {createFatalErrorParser} from './fatal-errors.ts';

/**
 * Creates the engine that runs JavaScript on Node.js. `node`: the executable; by default the one that runs this
 * program. `input`: what its programs read.
 */
export function createJavaScriptEngine(node = process.execPath, input?: ProgramInput): Engine {
	const runner = new URL(`engines/javascript/runner/runner${moduleExtension}`, programFolder);
	return createProcessEngine(
		'javascript',
		node,
		[fileURLToPath(runner)],
		{createParser: createFatalErrorParser},
		input,
	);
}
