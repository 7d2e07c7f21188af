import {isRunFile} from '../../../storage/run-file.ts';
import {didYouMean} from '../../../text/did-you-mean.ts';
import {quote} from '../../../text/quote.ts';
import {isProgramName} from '../../../workloads/user/program-name.ts';
import {colorFlags, colorLevel} from '../../args/color-level.ts';
import {readDisplayOptions} from '../../args/display-options.ts';
import type {FlagName} from '../../args/flags.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {outputMode, showsUnicode} from '../../args/terminal-defaults.ts';
import type {ReportError} from '../../args/values.ts';
import {oneOf, seeFlags} from '../../args/values.ts';
import type {ReplayCommand} from '../../command.ts';
import {commandNames} from '../help.ts';

/** Whether a command line names saved runs. */
export function namesRunFile({input}: Pick<ParsedArgs, 'input'>, context: Pick<ParseContext, 'isStream'>): boolean {
	return input.some(word => isReadable(word, context));
}

/**
 * Whether a word names something to replay. A pipe has no extension, and a compressed run is accepted here so that
 * reading it reports a specific error.
 */
const isReadable = (word: string, {isStream}: Pick<ParseContext, 'isStream'>) =>
	isRunFile(word.replace(/\.gz$/i, '')) || (isStream(word) && !isProgramName(word));

/** Parses the replay of saved runs. Returns undefined after reporting an error. */
export function readReplay(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): ReplayCommand | undefined {
	const {isSet, isEnabled} = args;
	const {env, isTTY} = context;
	const files = [...args.input, ...args.afterDashes];
	const foreign = files.find(name => !isReadable(name, context));
	const idle = args.flags.find(name => !allowed.includes(name));
	if (foreign !== undefined) {
		const meant = foreign === args.input[0] ? didYouMean(foreign, commandNames) : '';
		reportError(`a saved run opens by itself, not with ${quote(foreign)}.${meant}`, seeFlags);
	}
	if (idle) {
		reportError(`--${idle} has no effect on a saved run.`, seeFlags);
	}
	if (isSet('plain') && isSet('json')) {
		reportError('use either --plain or --json, not both.', seeFlags);
	}
	const color = colorLevel({flag: oneOf(args.value('color'), 'color depth', colorFlags, reportError), env, isTTY});
	const output = outputMode(args, env, isTTY);
	return {
		kind: 'replay',
		files,
		beside: isSet('beside'),
		paused: isEnabled('paused'),
		...readDisplayOptions(args, context, {color, output}, reportError),
		ascii: isEnabled('ascii') || !showsUnicode(env),
		color,
		output,
	};
}

const allowed: readonly FlagName[] = [
	...([
		'theme',
		'ascii',
		'motion',
		'color',
		'plain',
		'json',
		'paused',
		'zoom',
		'show-keys',
		'mouse',
		'screen-reader',
		'beside',
	] as const),
];
