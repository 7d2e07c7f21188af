import {motions, themeNames, zooms} from '../../session/choices.ts';
import type {OutputMode, RunCommand} from '../command.ts';
import type {ColorLevel} from './color-level.ts';
import type {ParseContext} from './parse-context.ts';
import type {ParsedArgs} from './parsed-args.ts';
import {asksBackground, themeFor} from './terminal-defaults.ts';
import type {ReportError} from './values.ts';
import {isOn, oneOf} from './values.ts';

/**
 * Parses the display flags. The first that is set wins: the flag, the environment, the preference of an earlier session
 * (only for outputs with keys), the default for the terminal.
 */
export function readDisplayOptions(
	{setting, value, isSet}: Pick<ParsedArgs, 'setting' | 'value' | 'isSet'>,
	{env, remembered}: Pick<ParseContext, 'env' | 'remembered'>,
	{color, output}: {readonly color: ColorLevel; readonly output: OutputMode},
	reportError: ReportError,
): Pick<RunCommand, 'theme' | 'asksBackground' | 'motion' | 'zoom' | 'showKeys' | 'mouse'> {
	const theme = oneOf(setting('theme'), 'theme', themeNames, reportError);
	const motion =
		oneOf(setting('motion'), 'motion', motions, reportError) ?? (isOn(env.REDUCED_MOTION) ? 'reduced' : undefined);
	const preferences = output === 'screen' || output === 'screen-reader' ? remembered() : {};
	// Without colors, a color theme shows less than `mono`.
	const suited = color === 0 ? undefined : preferences.theme;
	const chosen = theme ?? suited;
	return {
		theme: chosen ?? themeFor(color, env),
		asksBackground: chosen === undefined && asksBackground(color, env, output),
		motion: motion ?? preferences.motion ?? 'full',
		zoom: oneOf(value('zoom'), 'zoom', zooms, reportError),
		showKeys: isSet('show-keys') || (preferences.keysShown ?? false),
		mouse: isSet('mouse') || (preferences.mouse ?? false),
	};
}
