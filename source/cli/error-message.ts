import {printable} from '../text/printable.ts';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {Environment} from './args/color-level.ts';

/**
 * Formats an error that ended the program as one line for stderr: what happened, why, what to do. With
 * `DEBUG=async-tui`, returns its stack instead. The exit code is 1.
 */
export function formatError(error: unknown, env: Environment): string {
	if (env.DEBUG?.split(',').includes('async-tui') && error instanceof Error) {
		return error.stack ?? String(error);
	}
	const {errno, syscall, path} = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
	if (syscall === 'uv_cwd') {
		return 'async-tui: the current directory no longer exists. Change to another one.';
	}
	if (errno !== undefined && syscall !== undefined) {
		const reason = describeSystemError(error);
		if (syscall === 'write' && path === undefined) {
			// Errors of files are reported where they are written, and those of the standard error are lost with it.
			return `async-tui: could not write the standard output: ${reason}. Send it elsewhere.`;
		}
		const where = path === undefined ? '' : ` ${quotePath(path)}`;
		return `async-tui: ${syscall} failed${where}: ${reason}.`;
	}
	const message = printable(error instanceof Error ? error.message : String(error));
	return `async-tui: internal error: ${message}. This is a bug; DEBUG=async-tui shows the stack.`;
}
