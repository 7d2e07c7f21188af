import type {Motion, ThemeName} from '../../session/session.ts';
import {motions, themeNames} from '../../session/session.ts';
import type {Size} from '../../view/screens/screen.tsx';
import {isSaved} from '../commands/replay/read.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags} from './flags.ts';
import type {Surroundings} from './parse-context.ts';
import type {Line} from './parsed-args.ts';
import type {Complain, Given} from './values.ts';
import {number, oneOf, quoted, seeFlags, wholeNumber} from './values.ts';

/** The file that `export` and `record` write, and how. */
export type Output = {
	readonly file: string;
	/** One of the `formats`. */
	readonly format: string;
	/** Whether a file that is there already is overwritten. */
	readonly force: boolean;
	readonly size: Size;
	readonly theme: ThemeName;
	readonly ascii: boolean;
	readonly motion: Motion;
	/** Frames a second. */
	readonly fps: number;
	/** Of `.cast`: version 2. */
	readonly v2: boolean;
};

/** Reads the flags on what is to be written; undefined after a complaint. */
export async function readOutput(
	command: 'export' | 'record',
	{value, setting, isSet, isSettingOn, flags: given}: Line,
	{isFile, isFolder}: Pick<Surroundings, 'isFile' | 'isFolder'>,
	complain: Complain,
): Promise<Output | undefined> {
	const {formats, formatOf, isFilm, isStill} = await import('../../exports/formats.ts');
	const file = value('output')?.text;
	if (file === undefined) {
		complain(`${command} needs an output file: -o FILE`, `FILE ends in ${listed(formats)}.`);
		return undefined;
	}
	const format = formatOf(file);
	const fitting = command === 'export' ? formats : formats.filter(isFilm);
	if (format === undefined || !fitting.includes(format)) {
		complain(`cannot write ${quoted(file)}: the extension must be ${listed(fitting)}.`, seeFlags);
		return undefined;
	}
	if (isFolder(file)) {
		complain(`cannot write ${quoted(file)}: it is a directory.`, seeFlags);
	} else if (isFile(file) && !isSet('force')) {
		complain(`${quoted(file)} already exists. Add --force to overwrite it.`, seeFlags);
	}

	const idle = given.find(name => {
		return (
			(!isFilm(format) && ofFilms.includes(name)) ||
			(!isStill(format) && name === 'at') ||
			(format === 'png' && ofMotion.includes(name)) ||
			(format !== 'cast' && name === 'v2')
		);
	});
	if (idle) {
		complain(`--${idle} has no effect on a .${format} file.`, seeFlags);
	}
	return {
		...{file, format, force: isSet('force'), v2: isSet('v2'), ascii: isSettingOn('ascii')},
		size: readSize(value('size'), complain) ?? {columns: 100, rows: 30},
		theme: oneOf(setting('theme'), 'theme', themeNames, complain) ?? 'dark',
		motion: oneOf(setting('motion'), 'motion', motions, complain) ?? 'full',
		fps: number(value('fps'), 1, 60, complain) ?? 20,
	};
}

const ofFilms: readonly FlagName[] = ['size', 'theme', 'ascii', 'motion', 'fps', 'speed', 'from', 'to', 'at'];
const ofMotion: readonly FlagName[] = ['fps', 'speed', 'motion'];

/** Complains of flags that are for other commands: `run` is none of these two. */
export function complainOfOutput(command: 'run' | 'export' | 'record', {flags: given}: Line, complain: Complain): void {
	const of = (name: FlagName) => (flags as readonly Flag[]).find(flag => flag.name === name)?.of;
	const goesWith: Partial<Record<string, readonly string[]>> = {
		export: ['export'],
		record: ['record'],
		output: ['export', 'record'],
	};
	for (const name of given) {
		// A run can be saved, as what it is.
		const commands = command === 'run' && ofSaving.includes(name) ? undefined : goesWith[of(name) ?? ''];
		if (commands && !commands.includes(command)) {
			complain(`--${name} only works with ${commands.map(word => `async-tui ${word}`).join(' and ')}.`, seeFlags);
		}
	}
}

const ofSaving: readonly FlagName[] = ['output', 'force'];

/** Where a run is to be saved; undefined: nowhere, or after a complaint. */
export function readSaveTo(
	{value, isSet}: Line,
	{isFile, isFolder}: Pick<Surroundings, 'isFile' | 'isFolder'>,
	complain: Complain,
): {readonly file: string; readonly force: boolean} | undefined {
	const file = value('output')?.text;
	const force = isSet('force');
	if (file === undefined) {
		if (force) {
			complain('--force only works with -o FILE.', seeFlags);
		}
		return undefined;
	}
	if (!isSaved(file)) {
		const later = 'async-tui export turns it into images and recordings';
		complain(`cannot save a run as ${quoted(file)}: use .ndjson; ${later}.`, seeFlags);
	} else if (isFolder(file)) {
		complain(`cannot write ${quoted(file)}: it is a directory.`, seeFlags);
	} else if (isFile(file) && !force) {
		complain(`${quoted(file)} already exists. Add --force to overwrite it.`, seeFlags);
	}
	return {file, force};
}

/** `100x30`: columns and rows. */
function readSize(given: Given | undefined, complain: Complain): Size | undefined {
	if (given === undefined) {
		return undefined;
	}
	const [, columns = '', rows = ''] = /^(\d+)[x×](\d+)$/i.exec(given.text) ?? [];
	const quiet: Complain = () => {};
	const read = {
		columns: wholeNumber({...given, text: columns}, 60, 400, quiet),
		rows: wholeNumber({...given, text: rows}, 18, 200, quiet),
	};
	if (read.columns === undefined || read.rows === undefined) {
		complain(`--size takes COLUMNSxROWS from 60x18 to 400x200, such as 100x30, not ${quoted(given.text)}.`, seeFlags);
		return undefined;
	}
	return {columns: read.columns, rows: read.rows};
}

/** `.cast, .svg or .gif`. */
function listed(formats: readonly string[]): string {
	const endings = formats.map(format => `.${format}`);
	return `${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`;
}
