import type {OverlayAction} from './action.ts';
import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import {coverable} from './overlay.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';
import {openScenario, runAgain} from './start-run.ts';
import {backFromCalls, onCalls, openCalls} from './update-calls.ts';
import {updateFilter, withFilter} from './update-filter.ts';
import {chooseGhost, returnToLive} from './update-history.ts';
import {updateInput} from './update-input.ts';
import {answerQuestion, updateList} from './update-list.ts';
import {closePalette, updatePalette} from './update-palette.ts';
import {closeVersus} from './update-versus.ts';
import {resetZoom} from './update-view.ts';
import {onWaits, openWait} from './update-waits.ts';

/** Returns the update for a key that opens or closes an overlay, or acts in one. */
export function updateOverlay(session: Session, action: OverlayAction, context: UpdateContext): Update {
	switch (action.type) {
		case 'open-details':
			if (onWaits(session)) {
				return updated(openWait(session, context));
			}

			if (onCalls(session)) {
				return updated(openCalls(session, context));
			}

			return session.screen === 'differences'
				? openCell(session, context)
				: updated(toggleOverlay({...session, selected: context.failedLane ?? session.selected}, {kind: 'details'}));
		case 'toggle-help':
			return updated(turnHelp(session, context));
		case 'toggle-log':
			return updated(toggleOverlay(session, {kind: 'log'}));
		case 'toggle-compare':
			return (currentScenario(session, context)?.strategies.length ?? 0) < 2
				? updated({...session, notice: 'One version only: nothing to compare.'})
				: updated(toggleOverlay(session, {kind: 'compare'}));
		case 'toggle-history':
			return updated(toggleOverlay(session, {kind: 'history'}));
		case 'toggle-export':
			return updated(toggleOverlay(session, {kind: 'export', selected: 0, ...coverable(session)}));
		case 'toggle-findings':
			return updated(toggleOverlay(session, {kind: 'findings', selected: 0}));
		case 'toggle-processes':
			return (context.processes?.count ?? 0) < 2
				? updated({...session, notice: 'P lists the processes of a command: there is no second one here.'})
				: updated(toggleOverlay(session, {kind: 'processes'}));
		case 'toggle-themes':
			return session.overlay?.kind === 'themes'
				? goBack(session, context)
				: updated({...session, overlay: {kind: 'themes', before: session.theme, ...coverable(session)}});
		case 'choose-ghost':
			return chooseGhost(session, context);
		case 'compare-again':
			return updated({...session, comparison: (session.comparison ?? 0) + 1});
		case 'open-find':
			return updated({
				...session,
				overlay:
					onWaits(session) || (onCalls(session) && !session.calls?.opened)
						? {kind: 'filter'}
						: {kind: 'find', filter: '', selected: 0},
			});
		case 'answer':
			return answerQuestion(session, action.answer);
		case 'back':
			return goBack(session, context);
		case 'select-listed':
		case 'choose-listed':
			return updateList(session, action, context);
		case 'end-input':
			return session.overlay?.kind === 'input'
				? updateInput(session, session.overlay.text, action, context)
				: updated(session);
		case 'type':
		case 'erase':
			if (session.overlay?.kind === 'input') {
				return updateInput(session, session.overlay.text, action, context);
			}

			if (session.overlay?.kind !== 'filter') {
				return updatePalette(session, action, context);
			}

			return updateFilter(session, action, context);
	}
}

function goBack(session: Session, context: UpdateContext): Update {
	switch (session.overlay?.kind) {
		case 'question':
			return runAgain(closeOverlay(session));
		case 'find':
			return closePalette(session);
		case 'filter':
			return updated(withFilter(closeOverlay(session), ''));
		case 'themes':
			return updated({...closeOverlay(session), theme: session.overlay.before});
		case undefined:
			if (onCalls(session)) {
				const back = backFromCalls(session);
				if (back) {
					return updated(back);
				}
			}

			if (onWaits(session) && session.waits?.filter !== undefined) {
				return updated(withFilter(session, ''));
			}

			return session.zoom
				? updated(resetZoom(session))
				: session.versus && !currentScenario(session, context)?.saved
					? closeVersus(session, context)
					: returnToLive(session);
		default:
			return updated(closeOverlay(session));
	}
}

/** Opens the lesson that the selected cell of the key differences names. */
function openCell(session: Session, {differences, scenario: find}: UpdateContext): Update {
	const {row, column} = session.cell;
	const lesson = differences[row]?.[column === 0 ? 'javascript' : 'python'].lesson;
	const scenario = lesson === undefined ? undefined : find(lesson);
	return scenario ? openScenario(session, scenario) : updated({...session, notice: 'No lesson covers this.'});
}

/** Opens the help, turns to its next page, and closes it after the last one. */
function turnHelp(session: Session, {helpPages}: UpdateContext): Session {
	const {overlay} = session;
	if (overlay?.kind !== 'help') {
		return {...session, overlay: {kind: 'help', ...coverable(session)}};
	}

	const page = (overlay.page ?? 0) + 1;
	return page < helpPages ? {...session, overlay: {...overlay, page}} : closeOverlay(session);
}

function toggleOverlay(session: Session, overlay: NonNullable<Session['overlay']>): Session {
	return session.overlay?.kind === overlay.kind ? closeOverlay(session) : {...session, overlay};
}
