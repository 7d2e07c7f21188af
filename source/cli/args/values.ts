import {didYouMean} from '../../text/did-you-mean.ts';
import {joinOr} from '../../text/join.ts';
import {quote} from '../../text/quote.ts';

/** A value as the user typed it. */
export type RawValue = {
	readonly text: string;
	/** Where it was given: `--limit` or `ASYNC_TUI_LIMIT`. */
	readonly source: string;
};

/**
 * Reports an error in two lines: what is wrong, and where to see more. Only the first report is shown. `exitCode`: 2 by
 * default.
 */
export type ReportError = (what: string, hint: string, exitCode?: number) => void;

export const maxLimit = 10_000;
export const maxSeed = 4_294_967_295;

export const seeFlags = 'See all flags: async-tui --help';

/** Parses one of a few words. `kind` names them in the error: `theme`. Undefined if missing or wrong. */
export function oneOf<T extends string>(
	given: RawValue | undefined,
	kind: string,
	choices: readonly T[],
	reportError: ReportError,
): T | undefined {
	if (given === undefined) {
		return undefined;
	}
	const found = choices.find(choice => choice === given.text.toLowerCase());
	if (found === undefined) {
		reportError(
			`unknown ${kind} ${quote(given.text)}.${didYouMean(given.text, choices)}`,
			`${given.source} takes ${joinOr(choices)}.`,
		);
	}
	return found;
}

/** Parses a whole number in an inclusive range. Undefined if missing or wrong. */
export function wholeNumber(
	given: RawValue | undefined,
	min: number,
	max: number,
	reportError: ReportError,
): number | undefined {
	return numberMatching(/^\d{1,15}$/, 'a whole number', given, [min, max], reportError);
}

/** Parses a number in an inclusive range. Undefined if missing or wrong. */
export function number(
	given: RawValue | undefined,
	min: number,
	max: number,
	reportError: ReportError,
): number | undefined {
	return numberMatching(/^\d{0,15}(\.\d{1,6})?$/, 'a number', given, [min, max], reportError);
}

function numberMatching(
	pattern: RegExp,
	kind: string,
	given: RawValue | undefined,
	[min, max]: readonly [number, number],
	reportError: ReportError,
): number | undefined {
	if (given === undefined) {
		return undefined;
	}
	const read = pattern.test(given.text) ? Number.parseFloat(given.text) : Number.NaN;
	if (read >= min && read <= max) {
		return read;
	}
	reportError(`${given.source} takes ${kind} from ${min} to ${max}, not ${quote(given.text)}.`, seeFlags);
	return undefined;
}

/** Whether an environment variable turns something on: any value but the empty one, `0`, `false`, `no` and `off`. */
export function isOn(value: string | undefined): boolean {
	return value !== undefined && !/^(0|false|no|off)?$/i.test(value);
}
