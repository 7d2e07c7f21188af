import {fileURLToPath} from 'node:url';
import {home, moduleEnding} from '../../paths.ts';
import type {Engine} from '../engine.ts';
import {createHost} from '../host/process-engine.ts';
import {createFatalErrorReader} from './heap-errors.ts';

/** Runs JavaScript on Node.js. `node`: the executable, the one that runs this program by default. */
export function createJavaScriptEngine(node = process.execPath): Engine {
	const runner = new URL(`engines/javascript/runner/runner${moduleEnding}`, home);
	return createHost('javascript', node, [fileURLToPath(runner)], createFatalErrorReader);
}
