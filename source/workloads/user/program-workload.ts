import {programForFile} from '../program-for-file.ts';
import type {Workload} from '../workload.ts';
import {pythonFolder, titleOf, userFile, userLanguages} from './languages.ts';
import type {OpenedFile, OpenFilesRequest} from './open-request.ts';

/** Makes a workload of files that run as programs. */
export function workloadFromProgram(
	files: readonly OpenedFile[],
	{parameters, maxMemory}: OpenFilesRequest,
	invocation: string,
): Workload {
	const title = titleOf(files);
	const nameIn = (language: OpenedFile['language']) => files.find(file => file.language === language)?.name ?? '';
	// Without a notice, users would wonder why there are no tasks.
	const notice = files.map(({name, reason}) => reason && `${name} ${reason}, so it runs as a program.`).find(Boolean);
	const asItIs = {
		name: 'as-it-is',
		title: 'As is',
		sentence: 'Runs unchanged; each call of an async function is a lane.',
		construct: {javascript: `node ${nameIn('javascript')}`, python: `python ${nameIn('python')}`},
		limited: false,
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
		...pythonFolder(files),
	};
}
