import {spawnSync} from 'node:child_process';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';
import {quotePath} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {Workload} from '../workload.ts';
import type {FoundTasks} from './find-javascript-tasks.ts';
import {findJavaScriptTasks} from './find-javascript-tasks.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import type {OpenedFile, OpenFilesRequest} from './open-request.ts';
import {openWithTsx} from './open-with-tsx.ts';
import {workloadFromProgram} from './program-workload.ts';
import type {SourceFile} from './read-program-file.ts';
import {readProgramFile} from './read-program-file.ts';
import {workloadFromTasks} from './tasks-workload.ts';

/**
 * Opens files, in both languages if there is a file for each. A file is a program, which runs as it would alone, unless
 * its functions were requested. If it only defines functions, the workload has a question: whether to run those.
 */
export async function openFiles(request: OpenFilesRequest, context: OpenContext): Promise<Workload | OpenError> {
	const withTsx = await openWithTsx(request, context);
	if (withTsx) {
		return withTsx;
	}

	const files: OpenedFile[] = [];
	for (const path of request.paths) {
		const file = await openFile(path, request, context);
		if ('error' in file) {
			return file;
		}

		files.push(file);
	}

	const [first, second] = files;
	if (!first || files.length > 2 || first.language === second?.language) {
		return {error: 'two files run side by side only if one is JavaScript and one is Python'};
	}

	if (request.main && (request.only || request.tasks)) {
		return {error: `use either --main or ${flagOf(request)}, not both`};
	}

	if (asksForTasks(request)) {
		return problemOfTasks(files, request) ?? workloadFromTasks(files, request, invocationFor(request), context);
	}

	const idle = request.main || request.parameters.length > 0 ? [] : files.filter(isIdle);
	const [alone] = idle;
	if (!alone) {
		return workloadFromProgram(files, request, invocationFor(request));
	}

	const other = files.find(file => !idle.includes(file));
	if (other) {
		const pair = `${other.argument} is a program, and ${alone.argument} only defines functions`;
		return {error: `${pair}. Open one of them, or add --main to run both as programs`};
	}

	const withTasks = {...request, tasks: true};
	return workloadFromTasks(files, withTasks, invocationFor(withTasks), context, {asks: true});
}

const asksForTasks = ({only, tasks}: OpenFilesRequest) => only !== undefined || tasks;

const flagOf = ({only}: OpenFilesRequest) => (only ? '--only' : '--tasks');

/** Whether a file has functions to run, and runs none of them by itself. */
const isIdle = ({tasks, starts}: OpenedFile) => tasks.length > 0 && !starts;

async function openFile(
	path: string,
	request: OpenFilesRequest,
	context: OpenContext,
): Promise<OpenedFile | OpenError> {
	const file = readProgramFile(path);
	if ('error' in file) {
		return file;
	}

	const found = await findTasks(file, request, context);
	if ('error' in found) {
		return found.line === undefined
			? {error: `${path}: ${found.error}`}
			: {error: `${path}:${found.line} cannot be parsed: ${found.error}`, hint: fixFirst};
	}

	return {...file, ...found};
}

/** What to do about a file that cannot be parsed. */
const fixFirst = 'Correct the file, then run it again; --watch does that at each save.';

async function findTasks(
	file: SourceFile,
	request: OpenFilesRequest,
	{findPythonTasks}: OpenContext,
): Promise<FoundTasks | PythonTasks> {
	if (file.language === 'python') {
		return await findPythonTasks(file.path, request.python);
	}

	const found = findJavaScriptTasks(file.text, file.extension);
	if (!('error' in found)) {
		return found;
	}

	// Node.js has its own error for types that it does not run. It may also accept JavaScript that our parser rejects.
	const isForNode = /ts$/.test(file.extension) ? !asksForTasks(request) : isRunnable(file.path);
	return isForNode ? {tasks: []} : found;
}

function isRunnable(path: string): boolean {
	return spawnSync(process.execPath, ['--check', path], {stdio: 'ignore', timeout: 5000}).status === 0;
}

/** Returns an error if a file has functions that cannot be run on their own. Undefined if there is none. */
function problemOfTasks(files: readonly OpenedFile[], request: OpenFilesRequest): OpenError | undefined {
	const flag = flagOf(request);
	for (const {argument, starts, tasks} of files) {
		if (starts && !starts.guarded) {
			const why = `importing it would run line ${starts.line}`;
			return {
				error: `${flag} cannot run functions of ${quotePath(argument)}: ${why}. Without ${flag} it runs as a program`,
			};
		}

		if (tasks.length === 0) {
			return {
				error: `${quotePath(argument)} exports no async function that takes no arguments, so ${flag} has nothing to run`,
			};
		}
	}

	return undefined;
}

/** The part of a command line that opens the files again. */
function invocationFor({paths, only, tasks, main, parameters, folder}: OpenFilesRequest): string {
	return [
		...paths.map(shellQuote),
		...(folder === undefined ? [] : [`--cwd ${shellQuote(folder)}`]),
		...(only ? [`--only ${shellQuote(only.join(','))}`] : tasks ? ['--tasks'] : []),
		...(main ? ['--main'] : []),
		...(parameters.length > 0 ? ['--', ...parameters.map(shellQuote)] : []),
	].join(' ');
}
