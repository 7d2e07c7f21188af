import {readFile} from 'node:fs/promises';
import type {Palette} from '../../exports/recording/cell-style.ts';
import {contrastOf, palettes, parsePalette} from '../../exports/recording/palettes.ts';
import {joinOr} from '../../text/join.ts';
import {quote, quotePath} from '../../text/quote.ts';
import {describeSystemError} from '../../text/system-error.ts';
import type {AppearanceOptions, OutputOptions} from '../command.ts';
import type {FlagName} from './flags.ts';
import type {ParsedArgs} from './parsed-args.ts';
import type {ReportError} from './values.ts';
import {number, seeFlags, wholeNumber} from './values.ts';

/** Parses the flags for the appearance and playback of images and recordings, except the palette. */
export function readAppearance({value, isSet}: ParsedArgs, reportError: ReportError): AppearanceOptions {
	const wholeNumberOf = (name: FlagName, min: number, max: number) => wholeNumber(value(name), min, max, reportError);
	const ms = (name: FlagName, max: number) => {
		const seconds = number(value(name), 0, max, reportError);
		return seconds === undefined ? undefined : seconds * 1000;
	};
	return withoutUndefined({
		tailMs: ms('hold', 60),
		loop: wholeNumberOf('loop', 0, 1000),
		poster: ms('poster', 1_000_000),
		scale: wholeNumberOf('scale', 1, 4),
		padding: wholeNumberOf('padding', 0, 200),
		...(isSet('window-bar') && {windowBar: true}),
		...(isSet('key-bar') && {keyBar: true}),
	});
}

export const appearanceFlags: readonly FlagName[] = [
	...(['hold', 'loop', 'poster', 'scale', 'padding', 'window-bar', 'palette', 'key-bar'] as const),
];

/** Gives all outputs the colors of a palette, and the theme `terminal`, which uses those colors. */
export function withPalette<Outputs extends readonly OutputOptions[]>(
	outputs: Outputs,
	colors: Awaited<ReturnType<typeof readPalette>>,
): {readonly outputs: Outputs; readonly warnings: readonly string[]} {
	const {palette, warning} = colors ?? {};
	const warnings = warning === undefined ? [] : [warning];
	return palette
		? {
				outputs: outputs.map(output => ({
					...output,
					palette,
					theme: 'terminal',
				})) as readonly OutputOptions[] as Outputs,
				warnings,
			}
		: {outputs, warnings};
}

/** The lowest contrast ratio at which text is readable. */
const minContrast = 4.5;

/**
 * Reads the palette that a command line names. Resolves with undefined if none is named, or after reporting an error.
 */
export async function readPalette(
	{value}: ParsedArgs,
	reportError: ReportError,
): Promise<{readonly palette: Palette; readonly warning?: string} | undefined> {
	const name = value('palette')?.text;
	if (name === undefined) return undefined;
	const named = palettes[name.toLowerCase()];
	if (named) return {palette: named};
	const names = `Palettes: ${joinOr(Object.keys(palettes))}, or a JSON file with fg, bg and palette.`;
	const text = await readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) => error);
	if (typeof text !== 'string') {
		const isName = text.code === 'ENOENT' && !/[./\\]/.test(name);
		reportError(
			isName ? `unknown palette ${quote(name)}.` : `cannot read ${quotePath(name)}: ${describeSystemError(text)}.`,
			isName ? names : seeFlags,
		);
		return undefined;
	}
	const palette = parsePalette(text);
	if (!palette) {
		reportError(`${quote(name)} holds no palette.`, names);
		return undefined;
	}
	const contrast = contrastOf(palette);
	return {
		palette,
		...(contrast < minContrast && {
			warning: `palette ${name}: its text has a contrast of ${contrast.toFixed(1)}:1; ${minContrast}:1 is readable.`,
		}),
	};
}

/** Removes the keys whose value is undefined. */
function withoutUndefined<T extends object>(options: T): {[Key in keyof T]?: Exclude<T[Key], undefined>} {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
