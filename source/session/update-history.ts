import type {ListAction} from './action.ts';
import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {ComparisonOverlay, Overlay} from './overlay.ts';
import type {RunConfig, Session} from './session.ts';
import {closeOverlay, runConfigOf} from './session.ts';
import {withoutSelectedCalls} from './update-calls.ts';

/**
 * Returns the update for a list key in the history. Enter shows the selected run at its end, without running it again.
 */
export function updateHistory(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'history'}>,
	action: ListAction,
	context: UpdateContext,
): Update {
	const {history} = context;
	const index = selectedEntry(session, history, selected);
	if (action.type === 'select-listed') {
		const entry = history[clamp(index + action.by, 0, history.length - 1)];
		return updated({...session, overlay: {kind: 'history', ...(entry && {selected: entry.id})}});
	}

	const entry = history[index];
	if (!entry) {
		return updated(closeOverlay(session));
	}

	const {answer: _answer, ...rest} = session;
	const opened = openPastRun(rest, entry.config, entry.id, context, session);
	return entry.id === session.historyId ? updated(opened) : updated(opened, {type: 'show-past', historyId: entry.id});
}

/**
 * Returns the update for a list key in the comparison table. Enter shows the run of the row, without running it again.
 */
export function updateComparison(
	session: Session,
	{selected}: ComparisonOverlay,
	action: ListAction,
	context: UpdateContext,
): Update {
	const {compared} = context;
	const selectedIndex = compared.findIndex(({id}) => id === selected);
	const ofSession = compared.findIndex(({strategy}) => strategy === session.strategy);
	const index = Math.max(0, selectedIndex < 0 ? ofSession : selectedIndex);
	if (action.type === 'select-listed') {
		const row = compared[clamp(index + action.by, 0, compared.length - 1)];
		return updated({...session, overlay: {kind: 'compare', ...(row && {selected: row.id})}});
	}

	const row = compared[index];
	if (!row?.hasEnded) {
		return updated({...session, notice: 'It is still running.'});
	}

	const {strategy, historyId} = row;
	return updated(openPastRun(session, {strategy}, historyId, context), {type: 'show-compared', strategy});
}

/** Makes the selected run the ghost of the next runs. If it already is, the previous run becomes the ghost again. */
export function chooseGhost(session: Session, {history}: UpdateContext): Update {
	const {ghost, ...rest} = session;
	const {overlay} = session;
	const entry = overlay?.kind === 'history' ? history[selectedEntry(session, history, overlay.selected)] : undefined;
	return entry && entry.id !== ghost
		? updated({...rest, ghost: entry.id}, {type: 'explain-ghost', historyId: entry.id})
		: updated(rest);
}

/** Returns from a past run to the run that was started last. Changes nothing if no past run is shown. */
export function returnToLive(session: Session): Update {
	const {
		returnTo,
		playhead: _playhead,
		historyId: _historyId,
		verdict: _verdict,
		answer: _answer,
		...rest
	} = withoutSelectedCalls(session);
	return returnTo ? updated({...rest, ...returnTo, selected: 0}, {type: 'show-live'}) : updated(session);
}

/** Shows a past run at its end. `from`: the session to return to, if a run was started in it. */
function openPastRun(
	session: Session,
	config: Partial<RunConfig>,
	historyId: number | undefined,
	{hasRun}: UpdateContext,
	from: Session = session,
): Session {
	const {
		playhead: _playhead,
		verdict: _verdict,
		versus: _versus,
		historyId: before,
		...rest
	} = withoutSelectedCalls(closeOverlay(session));
	const returnTo =
		session.returnTo ?? (before === undefined && hasRun ? {...runConfigOf(from), run: from.run} : undefined);
	return {
		...rest,
		...config,
		...(historyId !== undefined && {historyId}),
		...(returnTo && {returnTo}),
		selected: 0,
		screen: 'dashboard',
		run: Math.max(1, session.run),
	};
}

/**
 * Returns the index of the selected entry. Before the first selection: the visible run if it is in the history, else
 * the newest run.
 */
function selectedEntry({historyId}: Session, history: UpdateContext['history'], selected: number | undefined): number {
	const index = history.findIndex(({id}) => id === (selected ?? historyId));
	return Math.max(0, index);
}
