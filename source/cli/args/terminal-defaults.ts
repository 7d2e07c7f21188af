import type {ThemeName} from '../../session/choices.ts';
import type {OutputMode} from '../command.ts';
import type {ColorLevel, Environment} from './color-level.ts';
import type {ParsedArgs} from './parsed-args.ts';
import {isOn} from './values.ts';

/**
 * Whether the terminal shows more than ASCII: not the Linux console or a dumb terminal, and not where the locale names another character
 * set. A locale that is not set at all (containers, Windows) says nothing against it.
 */
export function showsUnicode(env: Environment): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	return env.TERM !== 'linux' && env.TERM !== 'dumb' && (!locale || /utf-?8/i.test(locale));
}

/**
 * What there is to see or to hear, where there are keys to press: sentences for a screen reader (`INK_SCREEN_READER` is how one tells the
 * programs that draw as this one does), and no picture on a dumb terminal. Elsewhere lines.
 */
export function outputMode(
	{isSet, isEnabled}: Pick<ParsedArgs, 'isSet' | 'isEnabled'>,
	env: Environment,
	hasKeys: boolean,
): OutputMode {
	if (isSet('json') || isSet('plain') || !hasKeys) {
		return isSet('json') ? 'json' : 'plain';
	}
	if (isEnabled('screen-reader') || isOn(env.INK_SCREEN_READER)) {
		return 'screen-reader';
	}
	return env.TERM === 'dumb' ? 'plain' : 'screen';
}

/** The theme for whoever has not chosen one. `COLORFGBG` is how some terminals tell their background: `0;15`, 7 and 15 being light. */
export function themeFor(color: ColorLevel, env: Environment): ThemeName {
	if (color === 0) {
		return 'mono';
	}
	if (color === 1) {
		return 'terminal';
	}
	return /;(7|15)$/.test(env.COLORFGBG ?? '') ? 'light' : 'dark';
}
