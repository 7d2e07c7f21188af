import {fileURLToPath} from 'node:url';
import {home, moduleEnding} from '../../home.ts';
import type {Engine} from '../engine.ts';
import {createHost} from '../host.ts';
import {createFatalErrorReader} from './fatal-errors.ts';

/** Runs JavaScript on Node.js. `node`: the executable, the one that runs this program by default. */
export function createJavaScriptEngine(node = process.execPath): Engine {
	const runner = new URL(`engines/javascript/runner${moduleEnding}`, home);
	return createHost('javascript', node, [fileURLToPath(runner)], createFatalErrorReader);
}
