import {writtenSeed} from '../../../content/scenarios/latency.ts';
import {answers, languageChoices} from '../../../session/choices.ts';
import {whyNotWatched} from '../../../session/update-watch.ts';
import {quote} from '../../../text/quote.ts';
import {colorFlags, colorLevel} from '../../args/color-level.ts';
import {readDisplayOptions} from '../../args/display-options.ts';
import {readSaveTo, rejectOutputFlags} from '../../args/output-options.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {resolveStrategies, resolveStrategy, resolveTarget} from '../../args/resolve-target.ts';
import {outputMode, showsUnicode} from '../../args/terminal-defaults.ts';
import {readsInput} from '../../args/user-targets.ts';
import type {RawValue, ReportError} from '../../args/values.ts';
import {maxLimit, maxSeed, oneOf, seeFlags, wholeNumber} from '../../args/values.ts';
import type {RunCommand} from '../../command.ts';

/** Parses a run. Returns undefined after reporting an error. */
export async function readRun(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<RunCommand | undefined> {
	const {isSet, value, setting, isEnabled} = args;
	const {env} = context;
	rejectOutputFlags('run', args, reportError);
	const target = await resolveTarget(args, context, reportError);
	const {lesson, choice} = target?.entry ?? {};
	const isProgram = choice?.tasks(writtenSeed).length === 0;
	// The standard input is that of the user's program, so the keys come from the terminal.
	const keysFromTerminal = !context.isTTY && choice?.user !== undefined && isProgram && context.hasTerminalKeys();
	const isTTY = context.isTTY || keysFromTerminal;
	// With URLs on standard input, there are no keys to press.
	const output = outputMode(args, env, isTTY && !readsInput(args));
	// The environment variable chooses a strategy for sets of tasks, not a version of a program.
	const named = isProgram ? value('strategy') : setting('strategy');
	const strategy = target && resolveStrategy(named, target.entry, reportError);
	const compare = target && resolveStrategies(value('compare'), target.entry, reportError);
	if (choice?.user?.question && (!['screen', 'screen-reader'].includes(output) || value('compare'))) {
		reportError(`${choice.user.question.flags}.`, seeFlags);
	}
	const language = oneOf(setting('language'), 'language', languageChoices, reportError);
	const limit = wholeNumber(setting('limit'), 1, maxLimit, reportError);
	const seed = wholeNumber(setting('seed'), 0, maxSeed, reportError);
	const answer = oneOf(value('answer'), 'answer', answers, reportError);
	const keep = readKeep(setting('keep'), reportError);
	const color = colorLevel({flag: oneOf(value('color'), 'color depth', colorFlags, reportError), env, isTTY});
	if (isSet('plain') && isSet('json')) {
		reportError('use either --plain or --json, not both.', seeFlags);
	}
	if (isSet('verbose')) {
		reportError('--verbose only works with --version.', seeFlags);
	}
	if (compare && named) {
		reportError('use either --strategy or --compare, not both.', seeFlags);
	}
	if (choice?.user?.missing && language !== undefined && language !== choice.user.language) {
		reportError(choice.user.missing, seeFlags);
	}
	const display = readDisplayOptions(args, context, {color, output}, reportError);
	if (target?.picks && (output === 'plain' || output === 'json')) {
		reportError('without the dashboard, lesson needs a name: async-tui lesson NAME', 'See all lessons: async-tui list');
	}
	if (target && !lesson && value('answer')) {
		reportError('--answer only works with a lesson.', 'See all lessons: async-tui list');
	}
	const reason = isSet('watch') && choice ? whyNotWatched(choice) : undefined;
	if (reason !== undefined) {
		reportError(`--watch has no effect here: ${reason}.`, seeFlags);
	}
	const saveTo = readSaveTo(args, context, reportError);
	if (output === 'passthrough') {
		const isOwn =
			choice?.user !== undefined && isProgram && choice.user.language !== 'both' && args.input[0] !== 'attach';
		rejectWithPassthrough(args, target !== undefined && !isOwn, reportError);
	}
	const idle = (['limit', 'seed'] as const).find(name => isProgram && value(name));
	if (idle) {
		const what = lesson ? 'the programs of a lesson run unchanged' : 'a program runs unchanged';
		reportError(`--${idle} has no effect here: ${what}.`, seeFlags);
	}
	if (!target || !choice) {
		return undefined;
	}

	return {
		kind: 'run',
		scenario: choice.name,
		picks: target.picks,
		strategy: strategy ?? choice.strategy,
		strategyChosen: strategy !== undefined,
		language: choice.exercise?.language ?? language ?? (choice.lesson ?? choice.user)?.language ?? 'javascript',
		languageChosen: language !== undefined || choice.exercise !== undefined,
		answer,
		python: setting('python')?.text,
		limit: limit ?? choice.limit,
		seed: seed ?? writtenSeed,
		compare,
		keysFromTerminal,
		paused: isEnabled('paused'),
		watch: isSet('watch'),
		...display,
		ascii: isEnabled('ascii') || !showsUnicode(env),
		saveTo,
		keep,
		savesSource: !isSet('no-source'),
		bell: !isSet('no-bell'),
		color,
		output,
	};
}

/** Reports flags that clash with `--passthrough`. `isForeign`: whether the target is not a program of the user. */
function rejectWithPassthrough({isSet, value}: ParsedArgs, isForeign: boolean, reportError: ReportError): void {
	const clash = (['plain', 'json', 'screen-reader', 'watch', 'paused', 'max-memory'] as const).find(
		name => isSet(name) || value(name),
	);
	if (clash) {
		reportError(`use either --passthrough or --${clash}, not both.`, seeFlags);
	} else if (isForeign) {
		reportError('--passthrough only works with a command or one file that runs as a program.', seeFlags);
	} else if (!value('output')) {
		reportError('--passthrough only works with -o FILE, where the run is saved.', seeFlags);
	}
}

/** The fewest events to keep: fewer would not be enough to show. */
const minEventsToKeep = 10_000;

/** Parses how many events of a run are kept; infinite: all. Undefined if missing or wrong. */
function readKeep(given: RawValue | undefined, reportError: ReportError): number | undefined {
	if (given?.text.toLowerCase() === 'all') {
		return Number.POSITIVE_INFINITY;
	}
	if (given === undefined || (/^\d{1,12}$/.test(given.text) && Number(given.text) >= minEventsToKeep)) {
		return given && Number(given.text);
	}
	reportError(
		`${given.source} takes all or a number of events from ${minEventsToKeep}, such as 500000, not ${quote(given.text)}.`,
		seeFlags,
	);
	return undefined;
}
