import type {UserQuestion} from '../../session/choices.ts';
import {plural} from '../../text/plural.ts';
import {defaultLimit} from '../default-limit.ts';
import type {TaskCall} from '../program-for-file.ts';
import {programForUserTasks} from '../program-for-file.ts';
import {snakeCase} from '../program-for-strategy.ts';
import {strategyNamed} from '../strategy-named.ts';
import type {Workload} from '../workload.ts';
import type {FoundTask} from './find-javascript-tasks.ts';
import {pythonFolder, titleOf, userFile, userLanguages, watchedFiles} from './languages.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import type {OpenedFile, OpenFilesRequest} from './open-request.ts';

/** One task of the run, with its function in each language. */
type Task = {readonly id: string; readonly functions: Readonly<Partial<Record<OpenedFile['language'], FoundTask>>>};

/** The most characters of a question, which has to fit in one row. */
const maxQuestionLength = 96;

/**
 * Creates the workload of the tasks of one file, or of those that two files share, under the strategies. `asks`: the
 * user has not requested tasks yet, so the session starts with a question.
 */
export function workloadFromTasks(
	files: readonly OpenedFile[],
	{only, parameters, maxMemory, python}: OpenFilesRequest,
	invocation: string,
	{strategies, home, didYouMean}: OpenContext,
	{asks = false}: {readonly asks?: boolean} = {},
): Workload | OpenError {
	const title = titleOf(files);
	if (parameters.length > 0) {
		return {error: `arguments after -- need a program, but ${title} runs as a set of tasks`};
	}

	const all = sharedTasks(files);
	const missing = only?.find(name => !all.some(task => isCalled(task, name)));
	if (missing !== undefined) {
		const names = all.map(task => nameOf(task));
		return {
			error: `${title} has no task "${missing.slice(0, 40)}".${didYouMean(missing, names)} It has ${names.join(', ')}`,
		};
	}

	const tasks = only ? all.filter(task => only.some(name => isCalled(task, name))) : all;
	if (tasks.length === 0) {
		const [first, second] = files.map(file => `${file.name} has ${file.tasks.map(({name}) => name).join(', ')}`);
		return {error: `the files have no task in common: ${first}; ${second}`};
	}

	const calls = {javascript: callsIn(tasks, 'javascript'), python: callsIn(tasks, 'python')};
	const {length: count} = tasks;
	const left = files.flatMap(file => {
		const names = file.tasks.filter(({name}) => !all.some(task => isCalled(task, name))).map(({name}) => name);
		return names.length > 0 ? [`Skipped, because only ${file.name} has them: ${names.join(', ')}.`] : [];
	});
	return {
		choice: {
			name: title,
			title,
			sentence: count === 1 ? 'One async function.' : `${count} async functions.`,
			group: 'Your code',
			strategy: 'concurrent',
			limit: defaultLimit(count),
			tasks: () => tasks.map(task => ({id: task.id, name: nameOf(task)})),
			strategies,
			user: {
				...userLanguages(files),
				...(left.length > 0 && {notice: left.join(' ')}),
				...(asks && {question: questionAbout(title, tasks.map(nameOf), files.length)}),
			},
		},
		strategies,
		program: (session, language) =>
			programForUserTasks(
				userFile(files, language, title, maxMemory),
				calls[language],
				strategyNamed(session, strategies),
				session,
				home,
				language,
			),
		key: title,
		invocation,
		...watchedFiles(files, python),
		...pythonFolder(files),
	};
}

/** Formats the question about files that only define functions, as answered by keys and by flags. */
function questionAbout(title: string, names: readonly string[], files: number): UserQuestion {
	const fact = `${title} ${files === 1 ? 'calls' : 'call'} nothing by ${files === 1 ? 'itself' : 'themselves'}.`;
	const offer = `r runs ${names.length} of ${files === 1 ? 'its' : 'their'} functions`;
	return {
		keys: withNames(`${fact} ${offer}`, names, maxQuestionLength),
		flags: `${withNames(`${fact} It has ${plural(names.length, 'function')}`, names, Number.POSITIVE_INFINITY)} --tasks runs ${names.length === 1 ? 'it' : 'them'}, --only chooses`,
	};
}

/** Formats a sentence that ends with a list of names, as many as fit. */
function withNames(text: string, names: readonly string[], room: number): string {
	const listed = (count: number) =>
		`${text}: ${names.slice(0, count).join(', ')}${count < names.length ? ` and ${names.length - count} others` : ''}.`;
	const counts = names.map((_, index) => names.length - index);
	return counts.map(listed).find(line => line.length <= room) ?? `${text}.`;
}

/**
 * Returns the tasks of the first file, in its order. With two files, only those that both have, in camel case or snake
 * case.
 */
function sharedTasks([first, second]: readonly OpenedFile[]): readonly Task[] {
	return (first?.tasks ?? []).flatMap((task): readonly Task[] => {
		const own = first ? {[first.language]: task} : {};
		const id = task.function;
		if (!second) {
			return [{id, functions: own}];
		}

		const twin = second.tasks.find(({name}) => snakeCase(name) === snakeCase(task.name));
		return twin ? [{id, functions: {...own, [second.language]: twin}}] : [];
	});
}

function nameOf({functions}: Task): string {
	return (functions.javascript ?? functions.python)?.name ?? '';
}

function isCalled({functions}: Task, name: string): boolean {
	return Object.values(functions).some(found => [found.name, found.function].includes(name));
}

function callsIn(tasks: readonly Task[], language: OpenedFile['language']): ReadonlyMap<string, TaskCall> {
	return new Map(
		tasks.flatMap((task): readonly (readonly [string, TaskCall])[] => {
			const found = task.functions[language];
			const shown = nameOf(task);
			// Added calls have a number after their name.
			const spell = (name: string) => (name.startsWith(shown) ? `${found?.name}${name.slice(shown.length)}` : name);
			return found ? [[task.id, {function: found.function, arguments: [], spell}]] : [];
		}),
	);
}
