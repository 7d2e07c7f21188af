import {spawnSync} from 'node:child_process';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';
import {forShell} from '../../text/shell-quote.ts';
import type {Entry} from '../workload.ts';
import type {FoundTasks} from './find-javascript-tasks.ts';
import {findJavaScriptTasks} from './find-javascript-tasks.ts';
import type {Surroundings, Wrong} from './open-context.ts';
import type {AskedFiles, OpenedFile} from './open-request.ts';
import {entryOfProgram} from './program-workload.ts';
import type {SourceFile} from './read-program-file.ts';
import {readProgramFile} from './read-program-file.ts';
import {entryOfTasks} from './tasks-workload.ts';

/** A set of tasks where the file exports some, else the program as it is; in both languages where there is a file for each. */
export async function openFiles(asked: AskedFiles, surroundings: Surroundings): Promise<Entry | Wrong> {
	const files: OpenedFile[] = [];
	for (const path of asked.paths) {
		const file = await openFile(path, asked, surroundings);
		if ('wrong' in file) {
			return file;
		}

		files.push(file);
	}

	const [first, second] = files;
	if (!first || files.length > 2 || first.language === second?.language) {
		return {wrong: 'two files run side by side only if one is JavaScript and one is Python'};
	}

	const [alone] = files.filter(({tasks}) => tasks.length === 0);
	const typed = typedFor(asked);
	if (!alone) {
		return entryOfTasks(files, asked, typed, surroundings);
	}

	return problemOfProgram(alone, files, asked) ?? entryOfProgram(files, asked, typed);
}

async function openFile(
	path: string,
	{main, python}: AskedFiles,
	surroundings: Surroundings,
): Promise<OpenedFile | Wrong> {
	const file = readProgramFile(path);
	if ('wrong' in file) {
		return file;
	}

	const found = await findTasks(file, python, surroundings);
	if ('wrong' in found) {
		const line = found.line === undefined ? '' : `:${found.line}`;
		return {wrong: `${path}${line}: ${found.wrong}`};
	}

	if (main) {
		return {...file, tasks: []};
	}

	const starts = 'starts' in found ? found.starts : undefined;
	const none =
		starts && !starts.guarded
			? `starts itself on line ${starts.line}`
			: found.tasks.length === 0
				? 'exports no async function that takes no arguments'
				: undefined;
	return none === undefined ? {...file, tasks: found.tasks} : {...file, tasks: [], none};
}

async function findTasks(
	file: SourceFile,
	python: string | undefined,
	{findPythonTasks}: Surroundings,
): Promise<FoundTasks | PythonTasks> {
	if (file.language === 'python') {
		return await findPythonTasks(file.path, python);
	}

	const found = findJavaScriptTasks(file.text, file.ending);
	// The last word is that of the runtime.
	return 'wrong' in found && found.line !== undefined && isRunnable(file.path) ? {tasks: []} : found;
}

function isRunnable(path: string): boolean {
	return spawnSync(process.execPath, ['--check', path], {stdio: 'ignore', timeout: 5000}).status === 0;
}

/** What does not go together with a file that runs as it is. */
function problemOfProgram(alone: OpenedFile, files: readonly OpenedFile[], asked: AskedFiles): Wrong | undefined {
	const other = files.find(({tasks}) => tasks.length > 0);
	if (other) {
		return {
			wrong: `${alone.typed} ${alone.none}, and ${other.typed} is a set of tasks. Add --main to run both unchanged`,
		};
	}

	const why = asked.main ? '--main runs the whole file' : `${alone.typed} ${alone.none}`;
	return asked.only && {wrong: `${why}, so --only has nothing to choose from`};
}

/** What opens them again. */
function typedFor({paths, only, main, parameters}: AskedFiles): string {
	return [
		...paths.map(forShell),
		...(only ? [`--only ${forShell(only.join(','))}`] : []),
		...(main ? ['--main'] : []),
		...(parameters.length > 0 ? ['--', ...parameters.map(forShell)] : []),
	].join(' ');
}
