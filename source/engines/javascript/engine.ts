import {fileURLToPath} from 'node:url';
import {moduleExtension, programFolder} from '../../paths.ts';
import type {Engine} from '../engine.ts';
import {createProcessEngine} from '../host/process-engine.ts';
import {createHeapErrorParser} from './heap-errors.ts';

/** Runs JavaScript on Node.js. `node`: the executable, the one that runs this program by default. */
export function createJavaScriptEngine(node = process.execPath): Engine {
	const runner = new URL(`engines/javascript/runner/runner${moduleExtension}`, programFolder);
	return createProcessEngine('javascript', node, [fileURLToPath(runner)], createHeapErrorParser);
}
