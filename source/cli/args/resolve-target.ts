import {join} from 'node:path';
import {didYouMean} from '../../text/did-you-mean.ts';
import {printable} from '../../text/printable.ts';
import {quote} from '../../text/quote.ts';
import type {OpenRequest} from '../../workloads/user/open.ts';
import type {OpenCommandRequest} from '../../workloads/user/open-command.ts';
import {whatWasMeant} from '../../workloads/user/what-was-meant.ts';
import type {Workload} from '../../workloads/workload.ts';
import {resolveExercise} from '../commands/exercise/read.ts';
import {commandNames} from '../commands/help.ts';
import {flags} from './flags.ts';
import type {ParseContext} from './parse-context.ts';
import type {CommandWords, ParsedArgs} from './parsed-args.ts';
import {isFolder, listOf, readUserTarget, rejectForeignFlags, userTargetKind} from './user-targets.ts';
import type {RawValue, ReportError} from './values.ts';
import {seeFlags} from './values.ts';

type Named = {readonly name: string};

const seeAll = (what: string) => `See all ${what}: async-tui list`;
const seeLessons = seeAll('lessons');

/** What a command line names: a scenario, a lesson, a folder, files or URLs. The first scenario by default. */
export type Target = {
	readonly entry: Workload;
	/** Whether to open the list of lessons: `async-tui lesson` without a name. */
	readonly picks: boolean;
};

/** Finds the target, and opens it if it is a folder, files or URLs. Returns undefined after reporting an error. */
export async function resolveTarget(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<Target | undefined> {
	if (args.command) {
		const entry = await resolveCommand(args.command, args, context, reportError);
		return entry && {entry, picks: false};
	}

	const [command, exercise] = args.input;
	if (command === 'exercise' && exercise !== undefined) {
		const entry = resolveExercise(exercise, args, context, reportError);
		return entry && {entry, picks: false};
	}

	const userKind = userTargetKind(args, context);
	rejectForeignFlags(args, userKind, reportError);
	if (userKind) {
		const entry = await resolveUserTarget(args, userKind, context, reportError);
		return entry && {entry, picks: false};
	}

	const input = [...args.input, ...args.afterDashes];
	const [word, another] = input[0] === 'lesson' ? input.slice(1) : input;
	if (another !== undefined) {
		const what = input[0] === 'lesson' ? 'lesson' : 'scenario';
		reportError(`give one ${what}, not both ${quote(word ?? '')} and ${quote(another)}.`, seeAll(`${what}s`));
		return undefined;
	}

	const name = word ?? context.scenarios[0]?.name ?? '';
	const entry =
		word !== undefined && isFolder(word, context)
			? await resolveFolder(word, args, context, reportError)
			: input[0] === 'lesson' && word !== undefined
				? resolveLesson(word, context, reportError)
				: resolveScenario(name, context, reportError);
	return entry && {entry, picks: word === undefined && input[0] === 'lesson'};
}

async function resolveUserTarget(
	args: ParsedArgs,
	kind: NonNullable<ReturnType<typeof userTargetKind>>,
	context: ParseContext,
	reportError: ReportError,
): Promise<Workload | undefined> {
	const request = readUserTarget(args, kind, context, reportError);
	return request && (await open(request, context, reportError));
}

/** Matches errors that get no period, such as those that end with a command to copy. */
const isComplete = /[.?]$|: (?:async-tui|chmod|npm) [^:]+$/;

/** Opens the user's own work. Returns undefined after reporting an error. */
async function open(
	request: OpenRequest,
	{catalog}: ParseContext,
	reportError: ReportError,
): Promise<Workload | undefined> {
	const found = await catalog.openUserWork(request);
	if ('error' in found) {
		const error = printable(found.error);
		reportError(isComplete.test(error) ? error : `${error}.`, found.hint ?? seeFlags, found.exitCode);
		return undefined;
	}

	return found;
}

/** Opens the user's command. Returns undefined after reporting an error. */
async function resolveCommand(
	{form, words, dashes}: CommandWords,
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<Workload | undefined> {
	const [functions] = args.flags.filter(name => name === 'only' || name === 'tasks');
	const typed = words.join(' ');
	if (functions) {
		reportError(`--${functions} chooses functions of a file; ${printable(typed)} is a command.`, seeFlags);
		return undefined;
	}

	rejectForeignFlags(args, undefined, reportError);
	if (words.length === 0) {
		const missing =
			form === 'module'
				? '-m needs the name of a module: async-tui -m NAME'
				: '-- needs a command: async-tui -- npm start';
		reportError(missing, seeFlags);
		return undefined;
	}

	return await open(commandRequest(form, words, dashes, args), context, reportError);
}

function commandRequest(
	form: OpenCommandRequest['form'],
	words: readonly string[],
	dashes: boolean,
	args: ParsedArgs,
): OpenCommandRequest {
	const [python, folder] = [args.setting('python')?.text, args.value('cwd')?.text];
	return {kind: 'command', form, words, dashes, python, folder};
}

/**
 * Opens a folder: a lesson if it contains a lesson.json, otherwise the program that its files define. Returns undefined
 * after reporting an error.
 */
async function resolveFolder(
	word: string,
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<Workload | undefined> {
	const found = context.isFile(join(word, 'lesson.json'))
		? context.catalog.openFolder(word)
		: await open(commandRequest('folder', [word], false, args), context, reportError);
	if (found && 'error' in found) {
		reportError(`${found.error}.`, 'A lesson is a folder with a lesson.json and the programs it names.');
		return undefined;
	}

	return found;
}

function resolveLesson(word: string, {lessons, catalog}: ParseContext, reportError: ReportError): Workload | undefined {
	const name = word.toLowerCase();
	if (!lessons.includes(name)) {
		reportError(`unknown lesson ${quote(word)}.${didYouMean(word, lessons)}`, seeLessons);
		return undefined;
	}

	return catalog.entry(name);
}

function resolveScenario(
	word: string,
	{scenarios, strategies, lessons, catalog}: ParseContext,
	reportError: ReportError,
): Workload | undefined {
	const name = word.toLowerCase();
	const has = (list: readonly Named[]) => list.some(entry => entry.name === name);
	if (has(scenarios)) {
		return catalog.entry(name);
	}

	const ours = has(strategies)
		? ` It is a strategy: async-tui -s ${name}`
		: lessons.includes(name)
			? ` It is a lesson: async-tui lesson ${name}`
			: flags.some(flag => flag.name === name)
				? ` It is a flag: async-tui --${name}`
				: undefined;
	const meant = whatWasMeant(word);
	const hint =
		ours ??
		(meant === undefined
			? didYouMean(word, [...scenarios.map(entry => entry.name), ...commandNames])
			: ` Did you mean "${meant}"?`);
	const command = !ours && meant === undefined && /^[\w.@+-]+$/.test(word) ? `. A command? async-tui -- ${word}` : '';
	reportError(`unknown scenario ${quote(word)}.${hint}`, `${seeAll('scenarios')}${command}`);
	return undefined;
}

/** Parses strategies separated by commas, without duplicates. Undefined if none are given. */
export function resolveStrategies(
	given: RawValue | undefined,
	entry: Workload,
	reportError: ReportError,
): readonly string[] | undefined {
	if (given === undefined) {
		return undefined;
	}
	if (entry.choice.tasks(0).length === 0) {
		reportError('--compare needs a set of tasks: programs and lessons have no strategies.', seeFlags);
		return undefined;
	}
	const names = listOf(given).map(text => resolveStrategy({...given, text}, entry, reportError));
	if (names.length === 0) {
		reportError('--compare needs strategies: --compare sequential,concurrent', seeAll('strategies'));
	}
	return [...new Set(names.flatMap(name => name ?? []))];
}

/** Resolves a name or a key (1 to 9) to the name of a strategy, or of a version of a lesson. */
export function resolveStrategy(
	given: RawValue | undefined,
	{strategies, lesson, choice}: Workload,
	reportError: ReportError,
): string | undefined {
	if (given === undefined) {
		return undefined;
	}
	if (choice.user && choice.tasks(0).length === 0) {
		reportError('--strategy has no effect here: a program has no strategies.', seeFlags);
		return undefined;
	}
	const word = given.text.toLowerCase();
	const found = /^[1-9]$/.test(word) ? strategies[Number(word) - 1] : strategies.find(({name}) => name === word);
	if (!found) {
		const names = strategies.map(({name}) => name);
		const what = lesson?.versions ? 'version' : 'strategy';
		const hint = lesson?.versions
			? `Its versions: ${names.map((name, index) => `${index + 1} ${name}`).join(', ')}`
			: seeAll('strategies');
		reportError(`unknown ${what} ${quote(given.text)}.${didYouMean(given.text, names)}`, hint);
	}
	return found?.name;
}
