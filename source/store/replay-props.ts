import {keyDifferences} from '../content/lessons/key-differences.ts';
import type {FrameProps} from '../exports/recording/recording.ts';
import {footerHints} from '../keys/footer-hints.ts';
import {help} from '../keys/help.ts';
import {logLineCount} from '../model/projections/log.ts';
import type {Session} from '../session/session.ts';
import {modelsOf} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import {judgeClaims, lessonProps} from './lesson-props.ts';

/**
 * Completes the props of a replay, which a trace alone does not have. A run of a built-in scenario or lesson gets what
 * the dashboard shows of it. Nothing in a trace is used as a path.
 */
export function replayProps(catalog: Pick<Catalog, 'entry'>): (props: FrameProps) => FrameProps {
	return props => {
		const {runs, strategies} = props;
		const all = modelsOf(runs);
		const [{model}] = runs;
		const {scenario, limit, form} = model.description;
		const workload = catalog.entry(scenario.name);
		// A program of the user may have the name of a built-in one.
		const isBuiltIn = workload?.strategies.some(({name}) => name === model.description.strategy.name) ?? false;
		const builtIn = isBuiltIn ? workload : undefined;
		const session: Session = {
			...props.session,
			limit: limit ?? builtIn?.choice.limit ?? props.session.limit,
			...(form === 'program' && {tasks: []}),
		};
		const isOver = all.every(({phase}) => phase === 'ended');
		const context = {
			isLesson: builtIn?.lesson !== undefined,
			choices: builtIn?.strategies.length ?? strategies.length,
			isOver,
			printed: all.reduce((sum, each) => sum + logLineCount(each), 0),
		};
		const models = isOver ? all : [];
		return {
			...props,
			session,
			strategies: builtIn?.strategies ?? strategies,
			hints: footerHints(session, context),
			help: help(),
			keyDifferences,
			lesson: builtIn?.lesson && lessonProps(builtIn.lesson, judgeClaims(builtIn, session, models)),
		};
	};
}
