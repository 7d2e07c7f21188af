import {spawnSync} from 'node:child_process';
import {basename} from 'node:path';
import {findJavaScriptTasks} from './find-javascript-tasks.ts';
import type {OpenContext} from './open-context.ts';
import {isProgramName} from './program-name.ts';
import {readProgramFile} from './read-program-file.ts';

/**
 * Returns why a program file cannot be parsed, as a sentence without a period: `jobs.mjs line 12: Unexpected token`.
 * Undefined if it can, or if its language is unknown. Does not run the file.
 */
export async function findProblem(
	path: string,
	python: string | undefined,
	{findPythonTasks}: Pick<OpenContext, 'findPythonTasks'>,
): Promise<string | undefined> {
	const file = isProgramName(path) ? readProgramFile(path) : undefined;
	if (!file || 'error' in file) {
		return undefined;
	}

	const found =
		file.language === 'python' ? await findPythonTasks(path, python) : findJavaScriptTasks(file.text, file.extension);
	const isUnsupported = 'isUnsupported' in found && found.isUnsupported;
	if (!('error' in found) || found.line === undefined || isUnsupported || isAccepted(path, file.language)) {
		return undefined;
	}

	return `${basename(path)} line ${found.line}: ${found.error}`;
}

/** Whether Node.js accepts what our parser does not. */
function isAccepted(path: string, language: 'javascript' | 'python'): boolean {
	return (
		language === 'javascript' &&
		!/ts$/.test(path) &&
		spawnSync(process.execPath, ['--check', path], {stdio: 'ignore', timeout: 5000}).status === 0
	);
}
