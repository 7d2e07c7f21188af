import type {Model} from '../model/model.ts';

/** What a trace does not tell of the command that makes its run. */
export type Typed = {
	/** What opens the scenario; undefined: its name. */
	readonly typed?: string;
	/** To be named, because it would not be chosen otherwise. */
	readonly language?: string | undefined;
};

/** The command that runs the same again. */
export function commandAgain({description}: Pick<Model, 'description'>, {typed, language}: Typed): string {
	const {form, scenario, strategy, seed, limit, source} = description;
	const isSimulated = source === 'simulated';
	const spoken = language === undefined ? [] : [`-l ${language}`];
	// A program of the user's has no versions, and what is behind its name may be arguments.
	const isWhole = form === 'program' && !isSimulated;
	return [
		'async-tui',
		...(isWhole ? spoken : []),
		typed ?? scenario.name,
		...(isWhole ? [] : [`-s ${strategy.name}`, ...spoken]),
		...(limit === undefined ? [] : [`-n ${limit}`]),
		...(form === 'tasks' && isSimulated ? [`--seed ${seed}`] : []),
	].join(' ');
}
