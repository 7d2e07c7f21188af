import {didYouMean} from '../text/did-you-mean.ts';
import {joinOr} from '../text/join.ts';
import {quote, quotePath} from '../text/quote.ts';
import type {Environment} from './args/color-level.ts';
import {hasFlag, normalizeArgv} from './args/normalize-argv.ts';
import type {ParseContext} from './args/parse-context.ts';
import type {ParsedArgs} from './args/parsed-args.ts';
import {readArgs} from './args/parsed-args.ts';
import {isOurs, splitCommand} from './args/split-command.ts';
import {showsUnicode} from './args/terminal-defaults.ts';
import type {ReportError} from './args/values.ts';
import {seeFlags} from './args/values.ts';
import type {Command} from './command.ts';
import {readCheck} from './commands/check/read.ts';
import {shells} from './commands/completion/shells.ts';
import {readExercises} from './commands/exercise/read.ts';
import {readExport} from './commands/export/read.ts';
import {readRecord} from './commands/record/read.ts';
import {namesRunFile, readReplay} from './commands/replay/read.ts';
import {readRun} from './commands/run/read.ts';

/**
 * Parses a command line, without executable and script, and opens what it names: lessons, files, URLs. Never throws,
 * writes or ends the process. With `--cwd`, changes to that folder first.
 */
export async function parse(given: readonly string[], context: ParseContext): Promise<Command> {
	const [word, ...rest] = given;
	const isCheck = word?.toLowerCase() === 'check';
	const {ours, command} = splitCommand(isCheck ? rest : given, context);
	const argv = isCheck ? ['check', ...ours] : ours;
	// Help is shown however wrong the rest of the command line is.
	if (hasFlag(argv, 'help')) {
		return {kind: 'help'};
	}
	if (hasFlag(argv, 'version')) {
		return version(argv, context.env);
	}
	const normalized = normalizeArgv(argv);
	if ('error' in normalized) {
		const [word = ''] = argv;
		if (/^\w/.test(word) && argv.length > 1 && !isOurs(word, context)) {
			// These flags belong to a command that was not found, so the command is the error to report.
			return await parse([word], context);
		}
		return usageError(normalized.error, seeFlags);
	}
	const args = {...readArgs(normalized.words, context.env), ...(command && {command})};
	const cwd = args.value('cwd')?.text;
	const unreachable = cwd === undefined ? undefined : context.enterFolder(cwd);
	if (unreachable !== undefined) {
		return usageError(`cannot work in ${quotePath(cwd ?? '')}: ${unreachable}.`, seeFlags);
	}
	switch (args.input[0]) {
		case 'help':
			return {kind: 'help'};
		case 'completion':
			return completion(args);
		case 'list':
			return list(args, context.env);
		case 'exercise':
			return await parseOrReport(
				async reportError => readExercises(args, context, reportError) ?? (await readRun(args, context, reportError)),
			);
		case 'check':
			return await parseOrReport(reportError => readCheck(args, context, reportError));
		case 'export':
			return await parseOrReport(async reportError => readExport(args, context, reportError));
		case 'record':
			return await parseOrReport(reportError => readRecord(args, context, reportError));
		default:
			return await parseOrReport(async reportError =>
				namesRunFile(args, context) ? readReplay(args, context, reportError) : readRun(args, context, reportError),
			);
	}
}

const usageError = (what: string, seeMore: string, code?: number): Command => ({
	kind: 'usage-error',
	...(code !== undefined && {code}),
	message: `async-tui: ${what}\n${seeMore}`,
});

/** Returns the parsed command, or the first error. */
async function parseOrReport(
	readCommand: (reportError: ReportError) => Promise<Command | undefined>,
): Promise<Command> {
	const problems: Command[] = [];
	const command = await readCommand((...error) => problems.push(usageError(...error)));
	return problems[0] ?? command ?? {kind: 'help'};
}

/** Parses `--version`. Ignores errors in the rest of the command line, as `--help` does. */
function version(argv: readonly string[], env: Environment): Command {
	const verbose = hasFlag(argv, 'verbose');
	const normalized = normalizeArgv(argv);
	const python =
		verbose && !('error' in normalized) ? readArgs(normalized.words, env).value('python')?.text : undefined;
	return {kind: 'version', verbose, ...(python !== undefined && {python})};
}

function completion({input, flags: given}: ParsedArgs): Command {
	const [, word, ...others] = input;
	const shell = shells.find(name => name === word?.toLowerCase());
	const seeShells = `async-tui completion takes ${joinOr(shells)}.`;
	if (word === undefined) {
		return usageError('completion needs a shell.', seeShells);
	}
	if (!shell) {
		return usageError(`unknown shell ${quote(word)}.${didYouMean(word, shells)}`, seeShells);
	}
	const [other] = [...given.map(name => `--${name}`), ...others.map(quote)];
	return other
		? usageError(`completion takes only the name of a shell, not ${other}.`, seeShells)
		: {kind: 'completion', shell};
}

function list({input, flags: given, isSet}: ParsedArgs, env: Environment): Command {
	const other = given.find(name => name !== 'json');
	if (input.length > 1 || other) {
		return usageError(`list takes only --json, not ${other ? `--${other}` : quote(input[1] ?? '')}.`, seeFlags);
	}
	return {kind: 'list', json: isSet('json'), ascii: !showsUnicode(env)};
}
