import {didYouMean} from '../../text/did-you-mean.ts';
import {quote} from '../../text/quote.ts';

/** A value as the user gave it. */
export type RawValue = {
	readonly text: string;
	/** Where: `--limit`, or `ASYNC_TUI_LIMIT`. */
	readonly source: string;
};

/** Takes note of something that is wrong, in two lines: what, and where to see more. The first one is shown. */
export type ReportError = (what: string, hint: string) => void;

export const greatestLimit = 10_000;
export const greatestSeed = 4_294_967_295;

export const seeFlags = 'See all flags: async-tui --help';

/** One of a few words. `kind` is what they are: `theme`. */
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
			`${given.source} takes ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`,
		);
	}
	return found;
}

/** A whole number between two others, both included. */
export function wholeNumber(
	given: RawValue | undefined,
	least: number,
	greatest: number,
	reportError: ReportError,
): number | undefined {
	if (given === undefined) {
		return undefined;
	}
	const number = /^\d{1,15}$/.test(given.text) ? Number(given.text) : Number.NaN;
	if (number >= least && number <= greatest) {
		return number;
	}
	reportError(`${given.source} takes a whole number from ${least} to ${greatest}, not ${quote(given.text)}.`, seeFlags);
	return undefined;
}

/** A number between two others, both included. */
export function number(
	given: RawValue | undefined,
	least: number,
	greatest: number,
	reportError: ReportError,
): number | undefined {
	if (given === undefined) {
		return undefined;
	}
	const read = /^\d{0,15}(\.\d{1,6})?$/.test(given.text) ? Number.parseFloat(given.text) : Number.NaN;
	if (read >= least && read <= greatest) {
		return read;
	}
	reportError(`${given.source} takes a number from ${least} to ${greatest}, not ${quote(given.text)}.`, seeFlags);
	return undefined;
}

/** On or off, as variables in the environment say it: anything but nothing, `0`, `false`, `no` and `off` is on. */
export function isOn(value: string | undefined): boolean {
	return value !== undefined && !/^(0|false|no|off)?$/i.test(value);
}
