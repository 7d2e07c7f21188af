import {programForFile} from '../program-for-file.ts';
import type {Workload} from '../workload.ts';
import {pythonFolder, titleOf, userFile, userLanguages, watchedFiles} from './languages.ts';
import type {OpenedFile, OpenFilesRequest} from './open-request.ts';

/** The only version of a program that runs unchanged. */
export const asIs = {
	name: 'as-it-is',
	title: 'As is',
	sentence: 'Runs unchanged; each call of an async function is a lane.',
	limited: false,
} as const;

/** Creates the workload of files that run as programs. */
export function workloadFromProgram(
	files: readonly OpenedFile[],
	{parameters, maxMemory, main, python}: OpenFilesRequest,
	invocation: string,
): Workload {
	const title = titleOf(files);
	const nameIn = (language: OpenedFile['language']) => files.find(file => file.language === language)?.name ?? '';
	const notice = main ? undefined : files.map(noticeAbout).find(Boolean);
	const asItIs = {
		...asIs,
		construct: {
			javascript: commandFor('javascript', nameIn('javascript')),
			python: commandFor('python', nameIn('python')),
		},
	};
	return {
		choice: {
			name: title,
			title,
			sentence: asItIs.sentence,
			group: 'Your code',
			strategy: asItIs.name,
			limit: 1,
			tasks: () => [],
			strategies: [asItIs],
			user: {...userLanguages(files), ...(notice && {notice})},
		},
		strategies: [asItIs],
		program: (session, language) =>
			programForFile(userFile(files, language, title, maxMemory), parameters, session.seed),
		key: title,
		invocation,
		...watchedFiles(files, python),
		...pythonFolder(files),
	};
}

function commandFor(language: OpenedFile['language'], name: string): string {
	return `${language === 'python' ? 'python3' : 'node'} ${name}`;
}

/** The most characters of a notice. */
const maxNoticeLength = 96;

/**
 * Returns a notice on the functions of a file that could be run instead. Undefined if it has none, or if they cannot be
 * imported.
 */
function noticeAbout({name, language, tasks, starts}: OpenedFile): string | undefined {
	if (tasks.length === 0 || !starts?.guarded) {
		return undefined;
	}

	const fact = `${name} runs as \`${commandFor(language, name)}\`.`;
	const chosen = `${fact} --only ${tasks.map(task => task.name).join(',')} would run functions of it instead.`;
	return chosen.length <= maxNoticeLength ? chosen : `${fact} --tasks would run functions of it instead.`;
}
