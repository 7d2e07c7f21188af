import type {Model} from '../model/model.ts';
import {sidesOf, titled} from '../model/sides.ts';
import {languageNames} from '../text/language-names.ts';
import {stripControls} from './line.ts';
import type {RunView, RunViews} from './props.ts';

/** Returns a title for each visible run: what distinguishes it from the other. For a single run, its language. */
export function sideNames(models: readonly Pick<Model, 'description'>[]): readonly string[] {
	const [left, right] = models;
	return left && right
		? sidesOf(left.description, right.description).names.map(name => stripControls(titled(name)))
		: models.map(({description}) => languageNames[description.language]);
}

/** Returns a title for each visible run: its runtime or, for two strategies, the strategy. */
export function runTitles(models: readonly Pick<Model, 'description' | 'runtime'>[]): readonly string[] {
	const [left, right] = models;
	return left && right && sidesOf(left.description, right.description).by !== 'languages'
		? sideNames(models)
		: models.map(({runtime, description}) => stripControls(runtime ?? languageNames[description.language]));
}

/** Whether two visible runs are two strategies, versions or runs, rather than two languages. */
export function isVersus(models: readonly Pick<Model, 'description'>[]): boolean {
	const [left, right] = models;
	return left !== undefined && right !== undefined && sidesOf(left.description, right.description).by !== 'languages';
}

/**
 * Compares two strategies with each other: neither has a ghost, and a sequential one that has ended is the baseline for
 * the speed-up.
 */
export function comparedSides([left, right]: RunViews): RunViews {
	if (!right || !isVersus([left.model, right.model])) {
		return right ? [left, right] : [left];
	}
	const sequential = [left.model, right.model].find(
		({description, phase}) => description.strategy.name === 'sequential' && phase === 'ended',
	);
	const compared = (run: RunView): RunView => ({...run, previous: undefined, ghostId: undefined, sequential});
	return [compared(left), compared(right)];
}
