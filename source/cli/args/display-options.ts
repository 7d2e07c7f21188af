import {motions, themeNames, zooms} from '../../session/session.ts';
import type {RunCommand} from '../commands/run/read.ts';
import type {ColorLevel} from './color-level.ts';
import type {ParseContext} from './parse-context.ts';
import type {ParsedArgs} from './parsed-args.ts';
import {themeFor} from './terminal-defaults.ts';
import type {ReportError} from './values.ts';
import {isOn, oneOf} from './values.ts';

/**
 * How it looks. The first that says something wins: the flag, the environment, on the screen what the user has chosen by a key in a sitting
 * before, and then the terminal itself.
 */
export function readDisplayOptions(
	{setting, value, isSet}: Pick<ParsedArgs, 'setting' | 'value' | 'isSet'>,
	{env, remembered}: Pick<ParseContext, 'env' | 'remembered'>,
	{color, output}: {readonly color: ColorLevel; readonly output: RunCommand['output']},
	reportError: ReportError,
): Pick<RunCommand, 'theme' | 'motion' | 'zoom' | 'showKeys'> {
	const theme = oneOf(setting('theme'), 'theme', themeNames, reportError);
	const motion =
		oneOf(setting('motion'), 'motion', motions, reportError) ?? (isOn(env.REDUCED_MOTION) ? 'reduced' : undefined);
	const preferences = output === 'screen' || output === 'speech' ? remembered() : {};
	// A theme without its colours shows less than `mono` does.
	const suited = color === 0 ? undefined : preferences.theme;
	return {
		theme: theme ?? suited ?? themeFor(color, env),
		motion: motion ?? preferences.motion ?? 'full',
		zoom: oneOf(value('zoom'), 'zoom', zooms, reportError),
		showKeys: isSet('show-keys') || (preferences.keysShown ?? false),
	};
}
