import {fileURLToPath} from 'node:url';
import {programFolder} from '../../paths.ts';
import type {Engine, ProgramInput} from '../engine.ts';
import {createProcessEngine} from '../host/process/process-engine.ts';
import {createSearchedEngine} from '../host/process/searched-engine.ts';
import type {Python, PythonSearch} from './find-python.ts';
import {findPython} from './find-python.ts';
import {watchHeldLock} from './held-lock.ts';
import {killIfUnresponsive} from './kill-if-unresponsive.ts';

const runner = fileURLToPath(new URL('engines/python/runner.py', programFolder));

/**
 * Creates the engine that runs Python on asyncio, with the first usable Python found. It searches once, when a Python
 * is first needed. Without one, each run fails and reports what was tried. `input`: what its programs read.
 */
export function createPythonEngine(search: PythonSearch, input?: ProgramInput): Engine {
	return createSearchedEngine('python', async signal => {
		const found = await findPython({...search, signal});
		return 'python' in found ? {engine: createEngineWith(found.python, input)} : {none: found.none, error: 'NoPython'};
	});
}

/** Creates the engine that runs Python, with a Python that is known to be usable. */
export function createEngineWith({executable}: Python, input?: ProgramInput): Engine {
	const host = createProcessEngine('python', executable, () => [runner], {watchSilence: watchHeldLock}, input);
	return {
		...host,
		run: (program, signal, releaseAt) =>
			// Only a task can be cancelled.
			program.description.form === 'tasks'
				? killIfUnresponsive(either => host.run(program, either, releaseAt), signal)
				: host.run(program, signal, releaseAt),
	};
}
