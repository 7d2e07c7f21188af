import {motions, themeNames, zooms} from '../../session/session.ts';
import type {RunCommand} from '../commands/run/read.ts';
import type {ColourLevel} from './color-level.ts';
import type {Surroundings} from './parse-context.ts';
import type {Line} from './parsed-args.ts';
import {themeFor} from './terminal-defaults.ts';
import type {Complain} from './values.ts';
import {isOn, oneOf} from './values.ts';

/**
 * How it looks. The first that says something wins: the flag, the environment, on the screen what the user has chosen by a key in a sitting
 * before, and then the terminal itself.
 */
export function readLook(
	{setting, value, isSet}: Pick<Line, 'setting' | 'value' | 'isSet'>,
	{env, remembered}: Pick<Surroundings, 'env' | 'remembered'>,
	{colour, output}: {readonly colour: ColourLevel; readonly output: RunCommand['output']},
	complain: Complain,
): Pick<RunCommand, 'theme' | 'motion' | 'zoom' | 'showKeys'> {
	const theme = oneOf(setting('theme'), 'theme', themeNames, complain);
	const motion =
		oneOf(setting('motion'), 'motion', motions, complain) ?? (isOn(env.REDUCED_MOTION) ? 'reduced' : undefined);
	const kept = output === 'screen' || output === 'speech' ? remembered() : {};
	// A theme without its colours shows less than `mono` does.
	const suited = colour === 0 ? undefined : kept.theme;
	return {
		theme: theme ?? suited ?? themeFor(colour, env),
		motion: motion ?? kept.motion ?? 'full',
		zoom: oneOf(value('zoom'), 'zoom', zooms, complain),
		showKeys: isSet('show-keys') || (kept.keysShown ?? false),
	};
}
