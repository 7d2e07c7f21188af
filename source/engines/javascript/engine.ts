import {fileURLToPath} from 'node:url';
import {moduleExtension, programFolder} from '../../paths.ts';
import type {Engine, ProgramInput} from '../engine.ts';
import {createProcessEngine} from '../host/process/process-engine.ts';
import {createSearchedEngine} from '../host/process/searched-engine.ts';
import {createFatalErrorParser} from './fatal-errors.ts';
import type {NodeSearch} from './find-node.ts';
import {findNode, whyTooOld} from './find-node.ts';

/** In a checkout, the path of the bundled runner if the tests have built it: it starts in half the time. */
const bundled = moduleExtension === '.ts' ? process.env.ASYNC_TUI_RUNNER : undefined;

/**
 * Creates the engine that runs JavaScript on Node.js. `node`: the path of an executable, by default the one that runs
 * async-tui, or how to find one. `input`: what the programs read.
 */
export function createJavaScriptEngine(node: string | NodeSearch = process.execPath, input?: ProgramInput): Engine {
	if (typeof node === 'string') {
		return engineOn(node, input);
	}

	return createSearchedEngine('javascript', async signal => {
		const found = await findNode({...node, signal});
		const none = whyTooOld(found);
		return none === undefined ? {engine: engineOn(found.executable, input)} : {none, error: 'OldNode'};
	});
}

function engineOn(executable: string, input: ProgramInput | undefined): Engine {
	// Loaded from the package, also in a checkout: `--require` needs a CommonJS file.
	const workerIds = new URL('../dist/engines/javascript/runner/worker-ids.cjs', programFolder);
	const runner = new URL(`engines/javascript/runner/runner${moduleExtension}`, programFolder);
	return createProcessEngine(
		'javascript',
		executable,
		program => [
			...['--require', fileURLToPath(workerIds)],
			bundled ?? fileURLToPath(runner),
			...(program?.description.form === 'program' ? ['program'] : []),
		],
		{createParser: createFatalErrorParser},
		input,
	);
}
