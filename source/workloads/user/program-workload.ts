import {describeAlone} from '../program-for-file.ts';
import type {Entry} from '../workload.ts';
import {ownChoice, ownFile, pythonFolder, titleOf} from './languages.ts';
import type {AskedFiles, OpenedFile} from './open-request.ts';

/** Files that run as they would alone. */
export function entryOfProgram(
	files: readonly OpenedFile[],
	{parameters, maxMemory}: AskedFiles,
	typed: string,
): Entry {
	const title = titleOf(files);
	const nameIn = (language: OpenedFile['language']) => files.find(file => file.language === language)?.name ?? '';
	// That it is no set of tasks would else be hard to understand.
	const notice = files.map(({name, none}) => none && `${name} ${none}, so it runs as a program.`).find(Boolean);
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
			own: {...ownChoice(files), ...(notice && {notice})},
		},
		strategies: [asItIs],
		program: (session, language) => describeAlone(ownFile(files, language, title, maxMemory), parameters, session.seed),
		key: title,
		typed,
		...pythonFolder(files),
	};
}
