import {readFile} from 'node:fs/promises';
import type {KeyScript} from '../../../recorder/key-script.ts';
import {quote, quotePath} from '../../../text/quote.ts';
import {describeSystemError} from '../../../text/system-error.ts';
import {normalizeArgv} from '../../args/normalize-argv.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {readArgs} from '../../args/parsed-args.ts';
import type {ReportError} from '../../args/values.ts';
import {seeFlags} from '../../args/values.ts';

/**
 * Reads the keys or the tape of a command line. Without either, the script is empty. Resolves with undefined after
 * reporting an error.
 */
export async function readScript({value}: ParsedArgs, reportError: ReportError): Promise<KeyScript | undefined> {
	const [keys, file] = [value('keys')?.text, value('tape')?.text];
	if (keys !== undefined && file !== undefined) {
		reportError('use either --keys or --tape, not both.', seeFlags);
		return undefined;
	}
	const {parseKeyScript} = await import('../../../recorder/key-script.ts');
	const text = file === undefined ? keys : await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
	if (text instanceof Error) {
		reportError(`cannot read the tape ${quotePath(file ?? '')}: ${describeSystemError(text)}.`, seeFlags);
		return undefined;
	}
	const script = parseKeyScript(text ?? '', file);
	if ('error' in script) {
		reportError(
			script.error,
			'A tape holds keys (1, Enter, /cook), wait, wait:TEXT, pauses (2s) and cues (say "TEXT").',
		);
		return undefined;
	}
	return script;
}

/**
 * Returns a function that reports errors of the command in a tape with their place. An error that names a flag or a
 * quoted word of the command line is one of the command line, and has no place.
 */
export function reportsPlace(
	{command}: KeyScript,
	{input, afterDashes, flags, values}: ParsedArgs,
	reportError: ReportError,
): ReportError {
	if (command === undefined) return reportError;
	const given = [...input.slice(1), ...afterDashes, ...flags.flatMap(name => values(name).map(({text}) => text))];
	const ownWords = [...flags.map(name => `--${name}`), ...given.map(word => quote(word))];
	return (what, ...rest) => {
		const isOwn = ownWords.some(word => what.includes(word));
		reportError(isOwn ? what : `${command.place}: ${what}`, ...rest);
	};
}

/**
 * Adds the command at the start of a tape to the command line, whose own words and flags win. Returns undefined after
 * reporting an error.
 */
export function withTapeCommand(
	args: ParsedArgs,
	{command}: KeyScript,
	{env}: Pick<ParseContext, 'env'>,
	reportError: ReportError,
): ParsedArgs | undefined {
	if (command === undefined) return args;
	const normalized = normalizeArgv(command.words);
	if ('error' in normalized) {
		reportError(`${command.place}: ${normalized.error}`, seeFlags);
		return undefined;
	}
	const tape = readArgs(normalized.words, env);
	const script = (['keys', 'tape'] as const).find(name => tape.flags.includes(name));
	if (script) {
		reportError(`${command.place}: --${script} has no effect in a tape. Write the keys below this line.`, seeFlags);
		return undefined;
	}
	const isGiven = (name: ParsedArgs['flags'][number]) => args.flags.includes(name);
	return {
		...args,
		input: args.input.length > 1 ? args.input : tape.input,
		afterDashes: args.afterDashes.length > 0 ? args.afterDashes : tape.afterDashes,
		flags: [...args.flags, ...tape.flags.filter(name => !isGiven(name))],
		isSet: name => (isGiven(name) ? args : tape).isSet(name),
		value: name => (isGiven(name) ? args : tape).value(name),
		values: name => (isGiven(name) ? args : tape).values(name),
		setting: name => args.value(name) ?? tape.value(name) ?? args.setting(name),
		isEnabled: name => (isGiven(name) || !tape.flags.includes(name) ? args : tape).isEnabled(name),
	};
}
