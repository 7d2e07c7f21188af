import type {Engine} from './engine.ts';
import {createJavaScriptEngine} from './javascript/engine.ts';
import {createPythonEngine} from './python/engine.ts';
import type {PythonSearch} from './python/find-python.ts';

/**
 * All engines, one for each language, the one that runs by default first. None has a process before its first run or `warm`.
 * `python`: how to find a Python; by default one that this process would find.
 */
export function createEngines(python: PythonSearch = {env: process.env, cwd: process.cwd()}): readonly Engine[] {
	return [createJavaScriptEngine(), createPythonEngine(python)];
}
