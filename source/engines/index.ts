import {withCommands} from './commands.ts';
import type {Engine, ProgramInput} from './engine.ts';
import {createJavaScriptEngine} from './javascript/engine.ts';
import type {NodeSearch} from './javascript/find-node.ts';
import {createPythonEngine} from './python/engine.ts';
import type {PythonSearch} from './python/find-python.ts';

/**
 * Creates one engine per language, the default one first. No engine starts a process before its first run or `warm`.
 * `python`: how to find a Python; by default, with the environment of this process. `input`: what programs read.
 * `node`: how to find a Node.js; by default, the one that runs async-tui.
 */
export function createEngines(
	python: PythonSearch = {env: process.env, cwd: process.cwd()},
	input?: ProgramInput,
	node?: NodeSearch,
): readonly Engine[] {
	const engines = [createJavaScriptEngine(node, input), createPythonEngine(python, input)];
	return engines.map(engine => withCommands(engine, input));
}
