import type {Engine} from './engine.ts';
import {createJavaScriptEngine} from './javascript/engine.ts';

/** All engines, one for each language, the one that runs by default first. None has a process before its first run or `warm`. */
export function createEngines(): readonly Engine[] {
	return [createJavaScriptEngine()];
}
