import {keyDifferences} from '../content/lessons/key-differences.ts';
import type {FrameProps} from '../exports/recording/recording.ts';
import {footerHints} from '../keys/footer-hints.ts';
import {help} from '../keys/help.ts';
import type {Finding} from '../model/analysis/findings/finding.ts';
import type {Model} from '../model/model.ts';
import {logLineCount} from '../model/projections/log.ts';
import {screenNames} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import {modelsOf} from '../view/props.ts';
import {callsIn} from './calls-props.ts';
import {exerciseProps, hintContext} from './exercise-props.ts';
import {judgeClaims, lessonProps} from './lesson-props.ts';
import {createFindingsReader} from './recorded-findings.ts';
import type {BuiltIn} from './replay-setup.ts';
import {builtInOf} from './replay-setup.ts';
import {isOwnProgram} from './rerun-command.ts';
import {waitsOf} from './waits-props.ts';

/**
 * Returns a function that adds to the props of a replay what a trace alone does not have. A run of a built-in scenario,
 * lesson or exercise gets what the dashboard shows of it. Nothing in a trace is used as a path.
 */
export function replayProps(catalog: BuiltIn): (props: FrameProps) => FrameProps {
	const findingsIn = createFindingsReader();
	return props => {
		const {runs, strategies} = props;
		const all = modelsOf(runs);
		const [{model}] = runs;
		const {limit, form} = model.description;
		const builtIn = builtInOf(model.description, catalog);
		const isOwn = !builtIn || (isOwnProgram(builtIn) && !builtIn.lesson);
		const session: Session = {
			...props.session,
			limit: limit ?? builtIn?.choice.limit ?? props.session.limit,
			...(form === 'program' && {tasks: []}),
		};
		const hasEnded = all.every(({phase}) => phase === 'ended');
		const results = builtIn ? judgeClaims(builtIn, session, hasEnded ? all : []) : [];
		const exercise = builtIn && exerciseProps(builtIn, session, results, {isDone: false, saved: undefined});
		const context = {
			isLesson: builtIn?.lesson !== undefined,
			choices: builtIn?.strategies.length ?? strategies.length,
			hasEnded,
			...(exercise && {exercise: hintContext(exercise)}),
			printed: all.reduce((sum, each) => sum + logLineCount(each), 0),
		};
		return {
			...props,
			session,
			strategies: builtIn?.strategies ?? strategies,
			hints: footerHints(session, context),
			help: help(),
			keyDifferences,
			lesson: builtIn?.lesson && lessonProps(builtIn.lesson, results),
			exercise,
			...(form === 'program' && isOwn && ownProps(model, session, findingsIn(model))),
		};
	};
}

/**
 * Returns what the dashboard shows of a program of the user: its calls by function, what they wait for, and what may be
 * wrong.
 */
function ownProps(model: Model, session: Session, findings: readonly Finding[]): Partial<FrameProps> {
	return {
		screens: screenNames,
		findings,
		calls: session.screen === 'calls' ? callsIn(model, findings, session) : undefined,
		waits: session.screen === 'waiting' ? waitsOf(model, findings, session) : undefined,
	};
}
