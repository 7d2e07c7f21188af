import type {Model} from '../model/model.ts';

/** What the command that repeats a run needs in addition to the trace. */
export type Invocation = {
	/** The words that open the scenario. Default: its name. */
	readonly invocation?: string;
	/** The language, if it is not the default. */
	readonly language?: string | undefined;
	/** Whether it is the user's own program: it has no versions, and arguments may follow its name. */
	readonly isUserProgram?: boolean;
};

/** Formats the command that repeats a run. */
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
