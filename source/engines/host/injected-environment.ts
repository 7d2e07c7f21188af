import {delimiter} from 'node:path';
import {fileURLToPath} from 'node:url';
import {programFolder} from '../../paths.ts';
import type {Environment} from '../engine.ts';
import type {ChannelServer} from './channel-server.ts';

/** Built, also for a checkout: Node.js loads it before anything that could translate it. */
const preload = fileURLToPath(new URL('../dist/engines/javascript/runner/preload.cjs', programFolder));
const inject = fileURLToPath(new URL('engines/python/inject', programFolder));

/**
 * Returns the environment of a command: the user's, with what has each Node.js and Python of its processes load its observer first.
 * `origin`: the instant that is `at: 0`, in ms of the system's clock that only moves forward.
 */
export function injectedEnvironment(
	env: Environment,
	{path, token}: Pick<ChannelServer, 'path' | 'token'>,
	origin: number,
): Environment {
	return {
		...env,
		ASYNC_TUI_CHANNEL: `${path}#${token}#${origin}`,
		NODE_OPTIONS: joined(' ', `--require ${quoted(preload)}`, env.NODE_OPTIONS),
		PYTHONPATH: joined(delimiter, inject, env.PYTHONPATH),
	};
}

/** In NODE_OPTIONS words are separated by spaces, and quotes keep them together. */
function quoted(text: string): string {
	return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function joined(separator: string, first: string, second: string | undefined): string {
	return second ? `${first}${separator}${second}` : first;
}
