import type {Model} from '../model/model.ts';
import {sidesOf, titled} from '../model/sides.ts';
import {languageNames} from '../text/language-names.ts';
import {stripControls} from './line.ts';
import type {RunView, RunViews} from './props.ts';

/** Names each visible run by what tells it from the other, as a title. One run alone: its language. */
export function sideNames(models: readonly Pick<Model, 'description'>[]): readonly string[] {
	const [left, right] = models;
	return left && right
		? sidesOf(left.description, right.description).names.map(name => stripControls(titled(name)))
		: models.map(({description}) => languageNames[description.language]);
}

/** Titles each visible run: with its runtime, or where they are two strategies, with the strategy. */
export function runTitles(models: readonly Pick<Model, 'description' | 'runtime'>[]): readonly string[] {
	const [left, right] = models;
	return left && right && sidesOf(left.description, right.description).by !== 'languages'
		? sideNames(models)
		: models.map(({runtime, description}) => stripControls(runtime ?? languageNames[description.language]));
}

/** Whether two visible runs are two strategies, versions or runs, and not two languages. */
export function isVersus(models: readonly Pick<Model, 'description'>[]): boolean {
	const [left, right] = models;
	return left !== undefined && right !== undefined && sidesOf(left.description, right.description).by !== 'languages';
}

/** Compares two strategies with each other: none has a ghost, and a sequential one that ended is what the other is faster than. */
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
