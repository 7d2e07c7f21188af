import {resolve} from 'node:path';
import {extensions, formatForFile, isImage, isRecording} from '../../exports/formats.ts';
import {motions, themeNames} from '../../session/choices.ts';
import {isRunFile} from '../../storage/run-file.ts';
import {joinOr} from '../../text/join.ts';
import {quote, quotePath} from '../../text/quote.ts';
import type {Size} from '../../view/props.ts';
import type {NamedOutput, OutputOptions} from '../command.ts';
import {readAppearance} from './appearance-options.ts';
import type {Flag} from './flag.ts';
import type {FlagName} from './flags.ts';
import {flags} from './flags.ts';
import type {ParseContext} from './parse-context.ts';
import type {ParsedArgs} from './parsed-args.ts';
import type {RawValue, ReportError} from './values.ts';
import {number, oneOf, seeFlags, wholeNumber} from './values.ts';

/**
 * Parses the output flags: one or more files with the same frames. `record` can also save its runs in a file
 * (`.ndjson`). Returns undefined after reporting an error.
 */
export function readOutputs(
	command: 'export' | 'record',
	args: ParsedArgs,
	context: Pick<ParseContext, 'isFile' | 'isFolder'>,
	reportError: ReportError,
): readonly [OutputOptions, ...OutputOptions[]] | undefined {
	const {value, values, setting, isSet, isEnabled} = args;
	const force = isSet('force');
	const files = values('output').map(({text}) => text);
	const fitting = command === 'export' ? extensions : [...extensions.filter(isRecording), 'ndjson'];
	if (files.length === 0) {
		reportError(`${command} needs an output file: -o FILE`, `FILE ends in ${joinExtensions(fitting)}.`);
	}
	const twice = findRepeated(files);
	if (twice !== undefined) {
		reportError(namedTwice(twice), seeFlags);
	}
	const frames = {
		...{force, v2: isSet('v2'), ascii: isEnabled('ascii')},
		size: readSize(value('size'), reportError) ?? {columns: 100, rows: 30},
		theme: oneOf(setting('theme'), 'theme', themeNames, reportError) ?? 'dark',
		motion: oneOf(setting('motion'), 'motion', motions, reportError) ?? 'full',
		fps: number(value('fps'), 1, 60, reportError) ?? 20,
		...readAppearance(args, reportError),
	};
	const outputs = files.flatMap(file => {
		const format = command === 'record' && isRunFile(file) ? 'ndjson' : formatForFile(file);
		if (format === undefined || !fitting.includes(format)) {
			reportError(`cannot write ${quotePath(file)}: the extension must be ${joinExtensions(fitting)}.`, seeFlags);
			return [];
		}
		checkTarget(file, force, context, reportError);
		return [{...frames, file, format}];
	});
	const idle = args.flags.find(name => outputs.length > 0 && outputs.every(({format}) => hasNoEffect(name, format)));
	if (idle) {
		const [only, another] = outputs;
		reportError(`--${idle} has no effect on ${another ? 'these files' : `a .${only?.format} file`}.`, seeFlags);
	}
	const [first, ...rest] = outputs;
	return first && [first, ...rest];
}

/** Returns the first file that an earlier name already names: `a.svg` and `./a.svg` are one file. */
export function findRepeated(files: readonly string[]): string | undefined {
	const paths = files.map(file => resolve(file));
	return files.find((_, index) => paths.indexOf(paths[index] ?? '') !== index);
}

export const namedTwice = (file: string) => `${quotePath(file)} is named twice: name each output file once.`;

/** Reports an error if the path of an output is a directory, or an existing file that may not be overwritten. */
function checkTarget(
	file: string,
	force: boolean,
	{isFile, isFolder}: Pick<ParseContext, 'isFile' | 'isFolder'>,
	reportError: ReportError,
): void {
	if (isFolder(file)) {
		reportError(`cannot write ${quotePath(file)}: it is a directory.`, seeFlags);
	} else if (isFile(file) && !force) {
		reportError(`${quotePath(file)} already exists. Add --force to overwrite it.`, seeFlags);
	}
}

/** Whether a flag has no effect on a file of a format. */
function hasNoEffect(name: FlagName, format: string): boolean {
	return (
		(!isRecording(format) && recordingFlags.includes(name)) ||
		(!isImage(format) && name === 'at') ||
		(format === 'png' && motionFlags.includes(name)) ||
		(format !== 'cast' && name === 'v2') ||
		(formatsOf[name] !== undefined && !formatsOf[name].includes(format))
	);
}

/** The formats that a flag affects. Absent for a flag that `hasNoEffect` judges in another way. */
const formatsOf: Partial<Record<FlagName, readonly string[]>> = {
	hold: ['svg', 'gif', 'html', 'cast', 'vtt'],
	loop: ['svg', 'gif', 'html'],
	poster: ['svg', 'gif', 'html'],
	scale: ['gif', 'png'],
	padding: ['svg', 'gif', 'html', 'png'],
	'window-bar': ['svg', 'gif', 'png'],
	palette: ['svg', 'gif', 'html', 'png', 'cast'],
	'key-bar': ['svg', 'gif', 'html', 'png', 'cast'],
};

const recordingFlags: readonly FlagName[] = [
	'size',
	'theme',
	'ascii',
	'motion',
	'fps',
	'speed',
	'from',
	'to',
	'at',
	'beside',
];
const motionFlags: readonly FlagName[] = ['fps', 'speed', 'motion'];

/** Reports flags that only work with other commands. No flag only works with `run`. */
export function rejectOutputFlags(
	command: 'run' | 'export' | 'record' | 'check',
	{flags: given}: ParsedArgs,
	reportError: ReportError,
): void {
	if (command !== 'run' && given.includes('passthrough')) {
		reportError(`--passthrough has no effect here: with ${command} the program has no terminal.`, seeFlags);
	}
	const of = (name: FlagName) => (flags as readonly Flag[]).find(flag => flag.name === name)?.of;
	const commandsOf: Partial<Record<string, readonly string[]>> = {
		export: ['export'],
		record: ['record'],
		check: ['check'],
		deadline: ['record', 'check'],
		output: ['export', 'record'],
		saved: ['export', 'record'],
	};
	for (const name of given) {
		// `-o` and `--force` also save a run.
		const commands =
			(command === 'run' || command === 'check') && saveFlags.includes(name) ? undefined : commandsOf[of(name) ?? ''];
		if (commands && !commands.includes(command)) {
			const names = commands.map(word => `async-tui ${word}`).join(' and ');
			reportError(`--${name} only works with ${of(name) === 'saved' ? 'saved runs' : names}.`, seeFlags);
		}
	}
}

const saveFlags: readonly FlagName[] = ['output', 'force'];

/** Parses where to save a run. Undefined: nowhere, or after reporting an error. */
export function readSaveTo(
	{value, isSet}: ParsedArgs,
	context: Pick<ParseContext, 'isFile' | 'isFolder' | 'isStream'>,
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
	if (!isRunFile(file) && !context.isStream(file)) {
		const later = 'async-tui export turns it into images and recordings';
		reportError(`cannot save a run as ${quotePath(file)}: use .ndjson; ${later}.`, seeFlags);
	} else {
		checkTarget(file, force, context, reportError);
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
