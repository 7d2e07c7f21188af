import {spawnSync} from 'node:child_process';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {Workload} from '../workload.ts';
import type {FoundTasks} from './find-javascript-tasks.ts';
import {findJavaScriptTasks} from './find-javascript-tasks.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import type {OpenedFile, OpenFilesRequest} from './open-request.ts';
import {workloadFromProgram} from './program-workload.ts';
import type {SourceFile} from './read-program-file.ts';
import {readProgramFile} from './read-program-file.ts';
import {workloadFromTasks} from './tasks-workload.ts';

/**
 * Opens files: as a set of tasks if they export some, else as programs; in both languages if there is a file for each.
 */
export async function openFiles(request: OpenFilesRequest, context: OpenContext): Promise<Workload | OpenError> {
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

	const [alone] = files.filter(({tasks}) => tasks.length === 0);
	const invocation = invocationFor(request);
	if (!alone) {
		return workloadFromTasks(files, request, invocation, context);
	}

	return problemOfProgram(alone, files, request) ?? workloadFromProgram(files, request, invocation);
}

async function openFile(
	path: string,
	{main, python}: OpenFilesRequest,
	context: OpenContext,
): Promise<OpenedFile | OpenError> {
	const file = readProgramFile(path);
	if ('error' in file) {
		return file;
	}

	const found = await findTasks(file, python, context);
	if ('error' in found) {
		const line = found.line === undefined ? '' : `:${found.line}`;
		return {error: `${path}${line}: ${found.error}`};
	}

	if (main) {
		return {...file, tasks: []};
	}

	const starts = 'starts' in found ? found.starts : undefined;
	const reason =
		starts && !starts.guarded
			? `starts itself on line ${starts.line}`
			: found.tasks.length === 0
				? 'exports no async function that takes no arguments'
				: undefined;
	return reason === undefined ? {...file, tasks: found.tasks} : {...file, tasks: [], reason};
}

async function findTasks(
	file: SourceFile,
	python: string | undefined,
	{findPythonTasks}: OpenContext,
): Promise<FoundTasks | PythonTasks> {
	if (file.language === 'python') {
		return await findPythonTasks(file.path, python);
	}

	const found = findJavaScriptTasks(file.text, file.extension);
	// Node.js may accept what our parser does not.
	return 'error' in found && found.line !== undefined && isRunnable(file.path) ? {tasks: []} : found;
}

function isRunnable(path: string): boolean {
	return spawnSync(process.execPath, ['--check', path], {stdio: 'ignore', timeout: 5000}).status === 0;
}

/** Finds what cannot be combined with a file that runs as a program. */
function problemOfProgram(
	alone: OpenedFile,
	files: readonly OpenedFile[],
	request: OpenFilesRequest,
): OpenError | undefined {
	const other = files.find(({tasks}) => tasks.length > 0);
	if (other) {
		return {
			error: `${alone.argument} ${alone.reason}, and ${other.argument} is a set of tasks. Add --main to run both unchanged`,
		};
	}

	const why = request.main ? '--main runs the whole file' : `${alone.argument} ${alone.reason}`;
	return request.only && {error: `${why}, so --only has nothing to choose from`};
}

/** The part of a command line that opens the files again. */
function invocationFor({paths, only, main, parameters}: OpenFilesRequest): string {
	return [
		...paths.map(shellQuote),
		...(only ? [`--only ${shellQuote(only.join(','))}`] : []),
		...(main ? ['--main'] : []),
		...(parameters.length > 0 ? ['--', ...parameters.map(shellQuote)] : []),
	].join(' ');
}
