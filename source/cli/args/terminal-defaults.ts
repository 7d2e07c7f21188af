import type {TerminalLinks} from '../../app/use-file-links.ts';
import type {ThemeName} from '../../session/choices.ts';
import type {OutputMode} from '../command.ts';
import type {ColorLevel, Environment} from './color-level.ts';
import type {ParsedArgs} from './parsed-args.ts';
import {isOn} from './values.ts';

/**
 * Whether the terminal shows more than ASCII. The Linux console and dumb terminals do not, nor do locales with another
 * character set than UTF-8. Returns true without any locale (containers, Windows).
 */
export function showsUnicode(env: Environment): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	return env.TERM !== 'linux' && env.TERM !== 'dumb' && (!locale || /utf-?8/i.test(locale));
}

/**
 * Chooses the output mode: `passthrough` if the program gets the terminal; lines if there are no keys to press or the
 * terminal is dumb; sentences for a screen reader, also if `INK_SCREEN_READER` is set, as in other programs that use
 * Ink; otherwise the screen.
 */
export function outputMode(
	{isSet, isEnabled}: Pick<ParsedArgs, 'isSet' | 'isEnabled'>,
	env: Environment,
	hasKeys: boolean,
): OutputMode {
	if (isSet('passthrough')) {
		return 'passthrough';
	}
	if (isSet('json') || isSet('plain') || !hasKeys) {
		return isSet('json') ? 'json' : 'plain';
	}
	if (isEnabled('screen-reader') || isOn(env.INK_SCREEN_READER)) {
		return 'screen-reader';
	}
	return env.TERM === 'dumb' ? 'plain' : 'screen';
}

/** Whether the terminal can be queried for its background, and the reply would change the theme. */
export function asksBackground(color: ColorLevel, env: Environment, output: OutputMode): boolean {
	return output === 'screen' && color >= 2 && env.TERM !== 'linux' && env.TERM !== 'dumb';
}

/**
 * Returns which links the terminal opens. Terminals that do not know them ignore them, except for old versions of tmux
 * and screen, which print them, and those that show only ASCII. `FORCE_HYPERLINK` decides otherwise.
 */
export function terminalLinks(color: ColorLevel, isAscii: boolean, env: Environment): TerminalLinks {
	const {FORCE_HYPERLINK: forced, TERM: terminal = 'dumb', TERM_PROGRAM: program, TERM_PROGRAM_VERSION: version} = env;
	const isMultiplexer = env.TMUX !== undefined || env.STY !== undefined || /^(screen|tmux)/.test(terminal);
	const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version ?? '')?.map(Number) ?? [];
	const isTmux34 = program === 'tmux' && (major > 3 || (major === 3 && minor >= 4));
	const opens = color > 0 && !isAscii && !['dumb', 'linux'].includes(terminal) && (!isMultiplexer || isTmux34);
	if (forced ? forced === '0' : !opens) {
		return 'none';
	}
	// Only kitty opens the line of a fragment; others do not find the file then.
	return env.KITTY_WINDOW_ID === undefined ? 'file' : 'line';
}

/** The luminance, from 0 to 1, above which a background is light: to the eye, it is halfway between black and white. */
const middleGray = 0.18;

/**
 * Returns the default theme for a background of this luminance, from 0 to 1. If that is undefined, uses `COLORFGBG`,
 * which some terminals set: of `0;15`, the second number is the background, and 7 and 15 are light. Without that,
 * returns `terminal`, whose colors are readable on any background.
 */
export function themeFor(color: ColorLevel, env: Environment, luminance?: number): ThemeName {
	if (color === 0) {
		return 'mono';
	}
	if (color === 1) {
		return 'terminal';
	}
	if (luminance !== undefined) {
		return luminance > middleGray ? 'light' : 'dark';
	}
	const [, background] = /;(\d+)$/.exec(env.COLORFGBG ?? '') ?? [];
	return background === undefined ? 'terminal' : background === '7' || background === '15' ? 'light' : 'dark';
}
