import {blockerOf} from '../model/at-moment.ts';
import type {Model} from '../model/model.ts';
import {isUnobserved} from '../model/unobserved.ts';
import type {Session} from '../session/session.ts';
import type {Glyphs} from './glyphs.ts';
import type {Role} from './theme.ts';

/** The state of the run in one word. Recorders wait for these words, so they must never change. */
export type Status = {
	readonly word:
		| 'STARTING'
		| 'RUNNING'
		| 'PAUSED'
		| 'BLOCKED'
		| 'FINISHED'
		| 'FAILED'
		| 'CANCELLED'
		| 'NOT IN JAVASCRIPT'
		| 'NOT IN PYTHON';
	readonly role: Role;
	readonly sign: string;
};

/**
 * Returns the status of a run. `spinner` counts frames with full motion, at 20 per second. The sign turns every third
 * frame, because a faster turn looks hectic.
 */
export function status(model: Model, session: Session, glyphs: Glyphs, spinner: number | undefined): Status {
	const {state} = glyphs;
	if (hasNoProgram(model)) {
		const {language} = model.description;
		return {word: language === 'python' ? 'NOT IN PYTHON' : 'NOT IN JAVASCRIPT', role: 'muted', sign: state.queued};
	}
	const spinnerSign =
		spinner === undefined
			? state.waiting
			: (glyphs.spinner[Math.floor(spinner / 3) % glyphs.spinner.length] ?? state.waiting);
	if ((session.playhead && session.playhead.since === undefined) || session.run === 0) {
		return {word: 'PAUSED', role: 'accent', sign: state.paused};
	}
	if (model.phase === 'ended') {
		return endStatus(model, glyphs);
	}
	if (blockerOf(model)) {
		return {word: 'BLOCKED', role: 'fail', sign: state.failed};
	}
	return model.phase === 'starting'
		? {word: 'STARTING', role: 'queued', sign: session.playhead ? state.queued : spinnerSign}
		: {word: 'RUNNING', role: 'wait', sign: spinnerSign};
}

/** Whether the language lacks this version of the program, so that nothing will run. */
export function hasNoProgram({description}: Model): boolean {
	return description.form === 'program' && description.files.length === 0 && description.command === undefined;
}

/** Returns the status of a run that has ended. */
export function endStatus(model: Model, {state}: Glyphs): Status {
	switch (model.end?.outcome) {
		case 'ok':
			return hasLostError(model)
				? {word: 'FINISHED', role: 'run', sign: state.failed}
				: {word: 'FINISHED', role: 'done', sign: state.done};
		case 'cancelled':
			return {word: 'CANCELLED', role: 'muted', sign: state.cancelled};
		case 'exited':
			// An attached process reports no exit code when it ends.
			return model.exit?.code === null && model.exit.signal === null
				? {word: 'FINISHED', role: 'muted', sign: state.done}
				: {word: 'FAILED', role: 'fail', sign: state.failed};
		default:
			return {word: 'FAILED', role: 'fail', sign: state.failed};
	}
}

/** Whether an error came from code that nothing awaited: a timer, a callback, or an abandoned promise or task. */
function hasLostError({warnings}: Model): boolean {
	return warnings.some(({kind}) => kind === 'uncaught' || kind === 'unhandled-rejection' || kind === 'loop-exception');
}

/** Returns the role of the total, from the status of the run. */
export function totalRole(model: Model, {role}: Status): Role {
	if (role === 'fail' || model.result?.outcome === 'failed') {
		return 'fail';
	}
	return role === 'wait' && model.totals.stopped ? 'done' : role;
}

/** Whether the run ended before its strategy was called, so that there is nothing to show. */
export function failedToStart(model: Model): boolean {
	const {end, startedAt} = model;
	return !isUnobserved(model) && end !== undefined && end.outcome !== 'cancelled' && startedAt === undefined;
}
