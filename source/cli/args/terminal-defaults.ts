import type {ThemeName} from '../../session/choices.ts';
import type {OutputMode} from '../command.ts';
import type {ColorLevel, Environment} from './color-level.ts';
import type {ParsedArgs} from './parsed-args.ts';
import {isOn} from './values.ts';

/**
 * Whether the terminal shows more than ASCII. The Linux console and dumb terminals do not, nor do locales with another
 * character set. Without any locale (containers, Windows) the answer is yes.
 */
export function showsUnicode(env: Environment): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	return env.TERM !== 'linux' && env.TERM !== 'dumb' && (!locale || /utf-?8/i.test(locale));
}

/**
 * Chooses the output mode: none where the program has the terminal; lines where there are no keys to press or the terminal is dumb; sentences for a screen
 * reader, also if `INK_SCREEN_READER` is set, as for other programs that use Ink; else the screen.
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

/** Whether the terminal can be asked for its background, and the answer would change the theme. */
export function asksBackground(color: ColorLevel, env: Environment, output: OutputMode): boolean {
	return output === 'screen' && color >= 2 && env.TERM !== 'linux' && env.TERM !== 'dumb';
}

/** A background with more light than this, from 0 to 1, is light: as far from black as from white for the eye. */
const middleGray = 0.18;

/**
 * The default theme for a background of this luminance, from 0 to 1. Undefined: unknown. Then some terminals report
 * their background in `COLORFGBG`: `0;15`, where 7 and 15 are light. Else the colors of the terminal, which are readable
 * on any ground.
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
	const [, ground] = /;(\d+)$/.exec(env.COLORFGBG ?? '') ?? [];
	return ground === undefined ? 'terminal' : ground === '7' || ground === '15' ? 'light' : 'dark';
}
