import {extensions, formatForFile, isImage, isRecording} from '../../exports/formats.ts';
import {motions, themeNames} from '../../session/choices.ts';
import {isRunFile} from '../../storage/run-file.ts';
import {joinOr} from '../../text/join-or.ts';
import {quote} from '../../text/quote.ts';
import type {Size} from '../../view/props.ts';
import type {NamedOutput, OutputOptions} from '../command.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags} from './flags.ts';
import type {ParseContext} from './parse-context.ts';
import type {ParsedArgs} from './parsed-args.ts';
import type {RawValue, ReportError} from './values.ts';
import {number, oneOf, seeFlags, wholeNumber} from './values.ts';

/** Parses the output flags. Returns undefined after reporting an error. */
export function readOutput(
	command: 'export' | 'record',
	{value, setting, isSet, isEnabled, flags: given}: ParsedArgs,
	{isFile, isFolder}: Pick<ParseContext, 'isFile' | 'isFolder'>,
	reportError: ReportError,
): OutputOptions | undefined {
	const file = value('output')?.text;
	if (file === undefined) {
		reportError(`${command} needs an output file: -o FILE`, `FILE ends in ${joinExtensions(extensions)}.`);
		return undefined;
	}
	const format = formatForFile(file);
	const fitting = command === 'export' ? extensions : extensions.filter(isRecording);
	if (format === undefined || !fitting.includes(format)) {
		reportError(`cannot write ${quote(file)}: the extension must be ${joinExtensions(fitting)}.`, seeFlags);
		return undefined;
	}
	if (isFolder(file)) {
		reportError(`cannot write ${quote(file)}: it is a directory.`, seeFlags);
	} else if (isFile(file) && !isSet('force')) {
		reportError(`${quote(file)} already exists. Add --force to overwrite it.`, seeFlags);
	}

	const idle = given.find(name => {
		return (
			(!isRecording(format) && recordingFlags.includes(name)) ||
			(!isImage(format) && name === 'at') ||
			(format === 'png' && motionFlags.includes(name)) ||
			(format !== 'cast' && name === 'v2')
		);
	});
	if (idle) {
		reportError(`--${idle} has no effect on a .${format} file.`, seeFlags);
	}
	return {
		...{file, format, force: isSet('force'), v2: isSet('v2'), ascii: isEnabled('ascii')},
		size: readSize(value('size'), reportError) ?? {columns: 100, rows: 30},
		theme: oneOf(setting('theme'), 'theme', themeNames, reportError) ?? 'dark',
		motion: oneOf(setting('motion'), 'motion', motions, reportError) ?? 'full',
		fps: number(value('fps'), 1, 60, reportError) ?? 20,
	};
}

const recordingFlags: readonly FlagName[] = ['size', 'theme', 'ascii', 'motion', 'fps', 'speed', 'from', 'to', 'at'];
const motionFlags: readonly FlagName[] = ['fps', 'speed', 'motion'];

/** Reports flags that belong to another command. `run` is neither `export` nor `record`. */
export function rejectOutputFlags(
	command: 'run' | 'export' | 'record',
	{flags: given}: ParsedArgs,
	reportError: ReportError,
): void {
	const of = (name: FlagName) => (flags as readonly Flag[]).find(flag => flag.name === name)?.of;
	const goesWith: Partial<Record<string, readonly string[]>> = {
		export: ['export'],
		record: ['record'],
		output: ['export', 'record'],
	};
	for (const name of given) {
		// `-o` and `--force` also save a run.
		const commands = command === 'run' && saveFlags.includes(name) ? undefined : goesWith[of(name) ?? ''];
		if (commands && !commands.includes(command)) {
			reportError(`--${name} only works with ${commands.map(word => `async-tui ${word}`).join(' and ')}.`, seeFlags);
		}
	}
}

const saveFlags: readonly FlagName[] = ['output', 'force'];

/** Parses where to save a run. Undefined: nowhere, or after reporting an error. */
export function readSaveTo(
	{value, isSet}: ParsedArgs,
	{isFile, isFolder, isStream}: Pick<ParseContext, 'isFile' | 'isFolder' | 'isStream'>,
	reportError: ReportError,
): NamedOutput | undefined {
	const file = value('output')?.text;
	const force = isSet('force');
	if (file === undefined) {
		if (force) {
			reportError('--force only works with -o FILE.', seeFlags);
		}
		return undefined;
	}
	if (!isRunFile(file) && !isStream(file)) {
		const later = 'async-tui export turns it into images and recordings';
		reportError(`cannot save a run as ${quote(file)}: use .ndjson; ${later}.`, seeFlags);
	} else if (isFolder(file)) {
		reportError(`cannot write ${quote(file)}: it is a directory.`, seeFlags);
	} else if (isFile(file) && !force) {
		reportError(`${quote(file)} already exists. Add --force to overwrite it.`, seeFlags);
	}
	return {file, force};
}

/** Parses `100x30`: columns and rows. */
function readSize(given: RawValue | undefined, reportError: ReportError): Size | undefined {
	if (given === undefined) {
		return undefined;
	}
	const [, columns = '', rows = ''] = /^(\d+)[x×](\d+)$/i.exec(given.text) ?? [];
	const quiet: ReportError = () => {};
	const read = {
		columns: wholeNumber({...given, text: columns}, 60, 400, quiet),
		rows: wholeNumber({...given, text: rows}, 18, 200, quiet),
	};
	if (read.columns === undefined || read.rows === undefined) {
		reportError(`--size takes COLUMNSxROWS from 60x18 to 400x200, such as 100x30, not ${quote(given.text)}.`, seeFlags);
		return undefined;
	}
	return {columns: read.columns, rows: read.rows};
}

/** Joins extensions: `.cast, .svg or .gif`. */
const joinExtensions = (formats: readonly string[]) => joinOr(formats.map(format => `.${format}`));
