import type {Model} from '../model/model.ts';

/** What a trace does not tell of the command that makes its run. */
export type Invocation = {
	/** What opens the scenario; undefined: its name. */
	readonly invocation?: string;
	/** To be named, because it would not be chosen otherwise. */
	readonly language?: string | undefined;
};

/** The command that runs the same again. */
export function formatRerunCommand(
	{description}: Pick<Model, 'description'>,
	{invocation, language}: Invocation,
): string {
	const {form, scenario, strategy, seed, limit, source} = description;
	const isSimulated = source === 'simulated';
	const languageFlag = language === undefined ? [] : [`-l ${language}`];
	// A program of the user's has no versions, and what is behind its name may be arguments.
	const isWhole = form === 'program' && !isSimulated;
	return [
		'async-tui',
		...(isWhole ? languageFlag : []),
		invocation ?? scenario.name,
		...(isWhole ? [] : [`-s ${strategy.name}`, ...languageFlag]),
		...(limit === undefined ? [] : [`-n ${limit}`]),
		...(form === 'tasks' && isSimulated ? [`--seed ${seed}`] : []),
	].join(' ');
}
