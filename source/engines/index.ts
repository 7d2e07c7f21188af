import type {Engine} from './engine.ts';
import {createJavaScriptEngine} from './javascript/engine.ts';

/** All engines, the one that runs by default first. None has a process before its first run or `warm`. */
export const engines: readonly Engine[] = [createJavaScriptEngine()];
