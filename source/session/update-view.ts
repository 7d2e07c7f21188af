import type {ViewAction} from './action.ts';
import {lastMinuteMs, motions, zooms} from './choices.ts';
import {clamp, cycle} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {nextCallGrouping, nextCallOrder, nextSpan, onCalls, selectCall, selectRecent} from './update-calls.ts';
import {updatePlayhead} from './update-playhead.ts';
import {hasTasks} from './update-tasks.ts';
import {nextGrouping, nextOrder, onWaits, selectWait, withWaits} from './update-waits.ts';

/** Returns the update for a key that changes what is visible. */
export function updateView(session: Session, action: ViewAction, context: UpdateContext): Update {
	switch (action.type) {
		case 'select':
			if (onCalls(session)) {
				return updated(selectCall(session, action.by, context));
			}

			if (onWaits(session)) {
				return updated(selectWait(session, action.by, context));
			}

			if (session.screen === 'dashboard') {
				const recent = selectRecent(session, action.by, context);
				if (recent) {
					return updated(recent);
				}
			}

			return updated(
				session.screen === 'differences'
					? withCell(session, {row: clamp(session.cell.row + action.by, 0, context.differences.length - 1)})
					: {...session, selected: selectedAfter(session, action.by, context), selectedIn: session.run},
			);
		case 'select-beside':
			return updated(
				session.screen === 'differences'
					? withCell(session, {column: action.by === 1 ? 1 : 0})
					: updatePlayhead(session, {type: 'seek', by: action.by * 100}, context),
			);
		case 'show-difference':
			return updated({
				...withCell(session, {row: action.row, column: action.column ?? session.cell.column}),
				screen: 'differences',
			});
		case 'next-screen':
			return updated({...session, screen: cycle(context.screens, session.screen, action.by)});
		case 'toggle-verdict':
			return updated(
				onWaits(session) ? withWaits(session, {code: !session.waits?.code}) : toggleVerdict(session, context),
			);
		case 'next-order':
		case 'next-grouping':
		case 'next-span':
			return updated(
				context.screens.includes('waiting') ? updateLists(session, action.type) : {...session, notice: onlyOwn},
			);
		case 'next-zoom':
			return updated(nextZoom(session));
		case 'toggle-fit':
			return updated(toggleFit(session, context));
		case 'next-motion': {
			const motion = cycle(motions, session.motion);
			return updated(
				{...session, motion, notice: `Motion: ${motion}.`},
				{type: 'save-preference', preference: {motion}},
			);
		}
		case 'toggle-keys': {
			const keysShown = !session.keysShown;
			return updated({...session, keysShown}, {type: 'save-preference', preference: {keysShown}});
		}
		case 'toggle-mouse': {
			const mouse = !session.mouse;
			return updated(
				{...session, mouse, notice: mouse ? mouseOn : 'Mouse off.'},
				{type: 'save-preference', preference: {mouse}},
			);
		}
		case 'notice':
			return updated({...session, notice: action.text});
		case 'clear-notice':
			// `update` clears the previous notice before every action.
			return updated(session);
	}
}

const mouseOn = 'Mouse on. Hold Shift to select text.';

const onlyOwn = 'O, U and Z list the calls of your own programs: async-tui FILE runs one.';

/** Changes the order, the grouping or the time axis of the rows on Calls and Waiting. */
function updateLists(session: Session, type: 'next-order' | 'next-grouping' | 'next-span'): Session {
	switch (type) {
		case 'next-order':
			return onCalls(session) ? nextCallOrder(session) : nextOrder(session);
		case 'next-grouping':
			return onCalls(session) ? nextCallGrouping(session) : nextGrouping(session);
		case 'next-span':
			return nextSpan(session);
	}
}

/** Switches the time axis. Shows a notice instead if the change would not be visible. */
function toggleFit(session: Session, {playback: {start, end, isCut}}: UpdateContext): Session {
	if (session.screen !== 'dashboard') {
		return {...session, notice: '0 changes the axis on the dashboard: press Tab to go there.'};
	}

	return hasTasks(session) || isCut || end - start >= lastMinuteMs
		? {...session, fit: !session.fit}
		: {...session, notice: 'A program has one time axis until it has run for 60 s.'};
}

/**
 * Switches between the code and the verdict. The first press always changes what is visible, even if the verdict
 * appeared by itself.
 */
function toggleVerdict(session: Session, context: UpdateContext): Session {
	if (session.screen === 'differences' || onCalls(session)) {
		return {...session, notice: 'v shows the verdict on the dashboard: press Tab to go there.'};
	}

	const hasEnded = session.run > 0 && context.clock === undefined;
	if (session.zoom === 'lanes') {
		return toggleVerdict({...resetZoom(session), verdict: false}, context);
	}

	if (currentScenario(session, context)?.lesson) {
		return {...session, verdict: !(session.verdict ?? hasEnded)};
	}

	const verdict = !session.verdict;
	return {...session, verdict, ...(verdict && !hasEnded && {notice: 'The verdict appears when the run ends.'})};
}

/**
 * Switches to the next zoom. Changes nothing on a screen without code and lanes, where the change would become visible
 * only later.
 */
function nextZoom(session: Session): Session {
	if (session.screen === 'differences' || onWaits(session) || onCalls(session)) {
		return {...session, notice: 'z zooms code and lanes on the dashboard: press Tab to go there.'};
	}

	const zoom = zooms[session.zoom === undefined ? 0 : zooms.indexOf(session.zoom) + 1];
	return {...resetZoom(session), ...(zoom && {zoom})};
}

/** Lets code and lanes share the screen again. */
export function resetZoom(session: Session): Session {
	const {zoom: _zoom, ...rest} = session;
	return rest;
}

function withCell(session: Session, change: Partial<Session['cell']>): Session {
	return {...session, cell: {...session.cell, ...change}};
}

/** Returns the index of the task `by` rows below the selected one. */
function selectedAfter({selected}: Session, by: number, {slots, lanes}: UpdateContext): number {
	const {length = 0} = slots?.tasks ?? [];
	const row = clamp((slots?.of(selected) ?? 0) + by, 0, length - 1);
	return slots?.tasks[row]?.at(-1) ?? clamp(selected + by, 0, lanes - 1);
}

/** Returns the session with the task selected that its row shows: in a slot, the task that started last. */
export function onShownTask(session: Session, {slots}: UpdateContext): Session {
	const shown = slots?.tasks[slots.of(session.selected) ?? 0]?.at(-1);
	return shown === undefined ? session : {...session, selected: shown};
}
