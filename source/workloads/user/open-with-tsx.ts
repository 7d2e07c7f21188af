import {readFileSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {quotePath} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {Workload} from '../workload.ts';
import {workloadFromCommand} from './command-workload.ts';
import {findCommand} from './find-command.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import type {OpenFilesRequest} from './open-request.ts';
import {stripTypes} from './strip-types.ts';

/**
 * Opens a program that Node.js does not run by itself, but tsx does: JSX, TypeScript with syntax that is more than
 * types, or any TypeScript where Node.js is too old. Undefined for any other program, and for TypeScript if tsx is not
 * installed, because Node.js then prints its own error.
 */
export async function openWithTsx(
	request: OpenFilesRequest,
	{place, stripsTypes}: OpenContext,
): Promise<Workload | OpenError | undefined> {
	const {paths, parameters, only, tasks, folder, maxMemory} = request;
	const [path = ''] = paths;
	const isJsx = /\.[jt]sx$/.test(path);
	if (paths.length > 1 || only || tasks || maxMemory !== undefined) {
		return undefined;
	}

	const isTypeScript = /\.[cm]?ts$/.test(path);
	if (!isJsx && !(isTypeScript && (!(await stripsTypes()) || hasOtherSyntax(path)))) {
		return undefined;
	}

	const here = place();
	const found = findCommand('tsx', {...here, cwd: dirname(resolve(path))});
	if ('missing' in found) {
		const what = 'tsx runs JSX, and is not in node_modules or on PATH';
		return isJsx
			? {error: `cannot run ${quotePath(path)}: ${what}. Install it: npm install --save-dev tsx`}
			: undefined;
	}

	const invocation = [
		shellQuote(path),
		...(folder === undefined ? [] : [`--cwd ${shellQuote(folder)}`]),
		...(parameters.length > 0 ? ['--', ...parameters.map(shellQuote)] : []),
	].join(' ');
	return workloadFromCommand({argv: [found.argument, path, ...parameters], ...here}, ['tsx', path, ...parameters], {
		language: 'javascript',
		invocation,
	});
}

/** Whether a TypeScript file has syntax that is more than types, as far as this Node.js can find that out. */
function hasOtherSyntax(path: string): boolean {
	try {
		const stripped = stripTypes(readFileSync(path, 'utf8'));
		return 'error' in stripped && stripped.isUnsupported === true;
	} catch {
		return false;
	}
}
