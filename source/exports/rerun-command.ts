import type {Model} from '../model/model.ts';

/** What a trace does not tell of the command that makes its run. */
export type Invocation = {
	/** What opens the scenario; undefined: its name. */
	readonly invocation?: string;
	/** To be named, because it would not be chosen otherwise. */
	readonly language?: string | undefined;
	/** A program of the user's: it has no versions, and what follows its name may be arguments. */
	readonly isUserProgram?: boolean;
};

/** The command that runs the same again. */
export function formatRerunCommand(
	{description}: Pick<Model, 'description'>,
	{invocation, language, isUserProgram = false}: Invocation,
): string {
	const {form, scenario, strategy, seed, limit, source} = description;
	const languageFlag = language === undefined ? [] : [`-l ${language}`];
	return [
		'async-tui',
		...(isUserProgram ? languageFlag : []),
		invocation ?? scenario.name,
		...(isUserProgram ? [] : [`-s ${strategy.name}`, ...languageFlag]),
		...(limit === undefined ? [] : [`-n ${limit}`]),
		...(form === 'tasks' && source === 'simulated' ? [`--seed ${seed}`] : []),
	].join(' ');
}
