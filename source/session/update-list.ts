import type {ListAction} from './action.ts';
import type {Answer} from './choices.ts';
import {answerLetters, themeNames} from './choices.ts';
import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Overlay} from './overlay.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';
import {runAgain} from './start-run.ts';
import {updateFilter} from './update-filter.ts';
import {updateComparison, updateHistory} from './update-history.ts';
import {updateInput} from './update-input.ts';
import {updatePalette} from './update-palette.ts';
import {updateProcesses} from './update-processes.ts';
import {updateFindings} from './update-waits.ts';

/** Returns the update for the arrows and Enter in an overlay with a list. */
export function updateList(session: Session, action: ListAction, context: UpdateContext): Update {
	const {overlay} = session;
	switch (overlay?.kind) {
		case 'question':
			return updateQuestion(session, overlay, action);
		case 'help':
			return updated(turnHelp(session, overlay, action, context));
		case 'compare':
			return updateComparison(session, overlay, action, context);
		case 'themes':
			return updateThemes(session, action);
		case 'history':
			return updateHistory(session, overlay, action, context);
		case 'processes':
			return updateProcesses(session, overlay, action, context);
		case 'filter':
			return updateFilter(session, action, context);
		case 'input':
			return updateInput(session, overlay.text, action, context);
		case 'findings':
			return updated(updateFindings(session, overlay, action, context));
		case 'export':
			return updateExport(session, overlay, action, context);
		case 'log':
			return updated(updateLog(session, overlay, action, context));
		default:
			return updatePalette(session, action, context);
	}
}

/** Selects an answer. Enter submits it, and starts the run. */
function updateQuestion(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'question'}>,
	action: ListAction,
): Update {
	if (action.type === 'select-listed') {
		const next = clamp(selected + action.by, 0, answerLetters.length - 1);
		return updated({...session, overlay: {kind: 'question', selected: next}});
	}

	const answer = answerLetters[selected];
	return answer ? answerQuestion(session, answer) : updated(session);
}

/** Starts the run of the lesson with this answer. */
export function answerQuestion(session: Session, answer: Answer): Update {
	return runAgain({...closeOverlay(session), answer});
}

/** Turns to the next or the previous page of the help, if it exists. */
function turnHelp(
	session: Session,
	overlay: Extract<Overlay, {kind: 'help'}>,
	action: ListAction,
	{helpPages}: UpdateContext,
): Session {
	return action.type === 'select-listed'
		? {...session, overlay: {...overlay, page: clamp((overlay.page ?? 0) + Math.sign(action.by), 0, helpPages - 1)}}
		: session;
}

/** Previews each theme as soon as it is selected. Enter saves it. */
function updateThemes(session: Session, action: ListAction): Update {
	const {theme} = session;
	if (action.type === 'choose-listed') {
		const closed = {...closeOverlay(session), notice: `Theme: ${theme}.`};
		return updated(closed, {type: 'save-preference', preference: {theme}});
	}

	const index = clamp(themeNames.indexOf(theme) + action.by, 0, themeNames.length - 1);
	return updated({...session, theme: themeNames[index] ?? theme});
}

/** Selects a format. Enter writes the file. */
function updateExport(
	session: Session,
	overlay: Extract<Overlay, {kind: 'export'}>,
	action: ListAction,
	{formats}: UpdateContext,
): Update {
	if (action.type === 'select-listed') {
		const next = clamp(overlay.selected + action.by, 0, formats.length - 1);
		return updated({...session, overlay: {...overlay, selected: next}});
	}

	const extension = formats[overlay.selected];
	return updated(closeOverlay(session), ...(extension === undefined ? [] : [{type: 'export', extension} as const]));
}

/** Scrolls the log. Enter switches between the lines of the selected lane and all lines. */
function updateLog(
	session: Session,
	overlay: Extract<Overlay, {kind: 'log'}>,
	action: ListAction,
	{log}: UpdateContext,
): Session {
	if (action.type === 'choose-listed') {
		return {...session, overlay: {kind: 'log', ofLane: !overlay.ofLane}};
	}

	const {first: _first, ...following} = overlay;
	const end = Math.max(0, log.lines - log.rows);
	const first = clamp((overlay.first ?? end) + action.by, 0, end);
	return {...session, overlay: first < end ? {...following, first} : following};
}
