import {keyDifferences} from '../content/lessons/key-differences.ts';
import type {Scenery} from '../exports/recording/recording.ts';
import {help} from '../keys/bindings.ts';
import {hints} from '../keys/footer-hints.ts';
import {logged} from '../model/projections/log.ts';
import type {Session} from '../session/session.ts';
import type {Catalogue} from '../workloads/catalog.ts';
import {judgeLesson, showLesson} from './lesson-props.ts';

/**
 * What the dashboard has around a run, for runs that are replayed: a trace tells of itself alone. Where it is of a scenario or a lesson of
 * the program's own, all that the dashboard of a sitting has; nothing that a trace says is taken for a path.
 */
export function dress(catalogue: Pick<Catalogue, 'entry'>): (scenery: Scenery) => Scenery {
	return scenery => {
		const {model, beside, strategies} = scenery;
		const {scenario, limit, form} = model.description;
		const entry = catalogue.entry(scenario.name);
		// A program of the user's may have the name of one of ours.
		const isOurs = entry?.strategies.some(({name}) => name === model.description.strategy.name) ?? false;
		const ours = isOurs ? entry : undefined;
		const session: Session = {
			...scenery.session,
			limit: limit ?? ours?.choice.limit ?? scenery.session.limit,
			...(form === 'program' && {tasks: []}),
		};
		const isOver = [model, beside ?? model].every(({phase}) => phase === 'ended');
		const about = {
			isLesson: ours?.lesson !== undefined,
			choices: ours?.strategies.length ?? strategies.length,
			isOver,
			printed: logged(model) + (beside ? logged(beside) : 0),
		};
		const models = isOver ? [model, ...(beside ? [beside] : [])] : [];
		return {
			...scenery,
			session,
			strategies: ours?.strategies ?? strategies,
			hints: hints(session, about),
			help: help(),
			keyDifferences,
			lesson: ours?.lesson && showLesson(ours.lesson, judgeLesson(ours, session, models)),
		};
	};
}
