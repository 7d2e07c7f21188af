import {delimiter} from 'node:path';
import {fileURLToPath} from 'node:url';
import {programFolder} from '../../../paths.ts';
import type {Environment} from '../../engine.ts';
import type {ChannelServer} from './channel-server.ts';

/** The built file, even in a checkout: Node.js loads it before anything that could compile TypeScript. */
const preload = fileURLToPath(new URL('../dist/engines/javascript/runner/preload.cjs', programFolder));
const inject = fileURLToPath(new URL('engines/python/inject', programFolder));

/**
 * Returns the user's environment with variables that make each Node.js and Python of a command load its observer first.
 * `origin`: the instant that is `at: 0`, in ms on the system's monotonic clock.
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

/** Quotes a word for NODE_OPTIONS, in which spaces separate words. */
function quoted(text: string): string {
	return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function joined(separator: string, first: string, second: string | undefined): string {
	return second ? `${first}${separator}${second}` : first;
}
