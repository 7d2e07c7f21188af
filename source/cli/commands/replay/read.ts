import {didYouMean} from '../../../text/did-you-mean.ts';
import {colourFlags, colourLevel} from '../../args/color-level.ts';
import {readLook} from '../../args/display-options.ts';
import type {FlagName} from '../../args/flags.ts';
import type {Surroundings} from '../../args/parse-context.ts';
import type {Line} from '../../args/parsed-args.ts';
import {outputOf, showsUnicode} from '../../args/terminal-defaults.ts';
import type {Complain} from '../../args/values.ts';
import {oneOf, quoted, seeFlags} from '../../args/values.ts';
import {commandNames} from '../help.ts';
import type {RunCommand} from '../run/read.ts';

/** `async-tui run.ndjson`: saved runs, to be looked at. */
export type ReplayCommand = Pick<
	RunCommand,
	'paused' | 'theme' | 'ascii' | 'motion' | 'zoom' | 'showKeys' | 'colour' | 'output'
> & {
	readonly kind: 'replay';
	/** At least one. */
	readonly files: readonly string[];
};

/** Whether the line names saved runs. */
export function namesSaved({input}: Pick<Line, 'input'>): boolean {
	return input.some(isSaved);
}

/** Whether it is the name of a file of saved runs. */
export function isSaved(name: string): boolean {
	return /\.ndjson$/i.test(name);
}

/** Undefined after a complaint. */
export function readReplay(line: Line, surroundings: Surroundings, complain: Complain): ReplayCommand | undefined {
	const {isSet, isSettingOn} = line;
	const {env, isTTY} = surroundings;
	const files = [...line.input, ...line.behind];
	const stranger = files.find(name => !isSaved(name));
	const idle = line.flags.find(name => !allowed.includes(name));
	if (stranger !== undefined) {
		const meant = stranger === line.input[0] ? didYouMean(stranger, commandNames) : '';
		complain(`a saved run opens by itself, not with ${quoted(stranger)}.${meant}`, seeFlags);
	}
	if (idle) {
		complain(`--${idle} has no effect on a saved run.`, seeFlags);
	}
	if (isSet('plain') && isSet('json')) {
		complain('use either --plain or --json, not both.', seeFlags);
	}
	const colour = colourLevel({flag: oneOf(line.value('color'), 'color depth', colourFlags, complain), env, isTTY});
	const output = outputOf(line, env, isTTY);
	return {
		kind: 'replay',
		files,
		paused: isSettingOn('paused'),
		...readLook(line, surroundings, {colour, output}, complain),
		ascii: isSettingOn('ascii') || !showsUnicode(env),
		colour,
		output,
	};
}

const allowed: readonly FlagName[] = [
	...(['theme', 'ascii', 'motion', 'color', 'plain', 'json', 'paused', 'zoom', 'show-keys', 'screen-reader'] as const),
];
