import type {FilterAction, ListAction, OverlayAction} from './action.ts';
import type {Overlay, RunConfig, ScenarioInfo, Session, UpdateContext} from './session.ts';
import {answers, runConfigOf} from './session.ts';

/** The next session after a key about what lies over the dashboard, and what else is to be done: open a scenario, or run. */
type Step = {readonly session: Session; readonly next?: ScenarioInfo | 'run'};

export function updateOverlay(session: Session, action: OverlayAction, context: UpdateContext): Step {
	const {overlay} = session;
	switch (action.type) {
		case 'open-details':
			return session.screen === 'differences'
				? openCell(session, context)
				: {session: toggleOverlay(session, 'details')};
		case 'toggle-help':
			return {session: turnHelp(session, context)};
		case 'toggle-log':
			return {session: toggleOverlay(session, 'log')};
		case 'toggle-compare':
			return {session: toggleOverlay(session, 'compare')};
		case 'toggle-history':
			return {session: toggleOverlay(session, 'history')};
		case 'toggle-export':
			return {
				session:
					overlay?.kind === 'export' ? closeOverlay(session) : {...session, overlay: {kind: 'export', selected: 0}},
			};
		case 'choose-ghost':
			return {session: chooseGhost(session, context)};
		case 'compare-again':
			return {session: {...session, comparison: (session.comparison ?? 0) + 1}};
		case 'open-find':
			return {session: {...session, overlay: {kind: 'find', filter: '', selected: 0}}};
		case 'back':
			if (overlay?.kind === 'question') {
				return {session: closeOverlay(session), next: 'run'};
			}

			return {session: overlay ? closeOverlay(session) : session.zoom ? resetZoom(session) : returnToLive(session)};
		case 'select-listed':
		case 'choose-listed':
			switch (overlay?.kind) {
				case 'question':
					return updateQuestion(session, overlay, action);
				case 'compare':
					return {session: updateCompare(session, overlay, action, context)};
				case 'history':
					return {session: updateHistory(session, overlay, action, context)};
				case 'export':
					return {session: updateExport(session, overlay, action, context)};
				case 'log':
					return {session: updateLog(session, overlay, action, context)};
				default:
					return updateFind(session, overlay, action, context);
			}
		case 'type':
		case 'erase':
			return updateFind(session, overlay, action, context);
	}
}

function updateQuestion(session: Session, {selected}: Extract<Overlay, {kind: 'question'}>, action: ListAction): Step {
	if (action.type === 'select-listed') {
		const next = Math.max(0, Math.min(answers.length - 1, selected + action.by));
		return {session: {...session, overlay: {kind: 'question', selected: next}}};
	}

	const answer = answers[selected];
	return answer ? {session: {...closeOverlay(session), answer}, next: 'run'} : {session};
}

/** Enter writes the file, which is the app's. */
function updateExport(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'export'}>,
	action: ListAction,
	{formats}: UpdateContext,
): Session {
	if (action.type === 'choose-listed') {
		return closeOverlay(session);
	}

	const next = Math.max(0, Math.min(formats - 1, selected + action.by));
	return {...session, overlay: {kind: 'export', selected: next}};
}

/** Enter opens the run of the row; it need not run again. */
function updateCompare(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'compare'}>,
	action: ListAction,
	context: UpdateContext,
): Session {
	const {compared} = context;
	const selectedIndex = compared.findIndex(({id}) => id === selected);
	const from = compared.findIndex(({strategy}) => strategy === session.strategy);
	const index = Math.max(0, selectedIndex < 0 ? from : selectedIndex);
	if (action.type === 'select-listed') {
		const row = compared[Math.max(0, Math.min(compared.length - 1, index + action.by))];
		return {...session, overlay: {kind: 'compare', ...(row && {selected: row.id})}};
	}

	const row = compared[index];
	return row?.hasEnded
		? openHistoryEntry(session, {strategy: row.strategy}, row.historyId, context)
		: {...session, notice: 'It is still running.'};
}

/** Enter shows the run as it was at its end; nothing runs. */
function updateHistory(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'history'}>,
	action: ListAction,
	context: UpdateContext,
): Session {
	const {history} = context;
	const index = selectedHistoryIndex(session, history, selected);
	if (action.type === 'select-listed') {
		const entry = history[Math.max(0, Math.min(history.length - 1, index + action.by))];
		return {...session, overlay: {kind: 'history', ...(entry && {selected: entry.id})}};
	}

	const entry = history[index];
	if (!entry) {
		return closeOverlay(session);
	}

	const {answer: _answer, ...rest} = session;
	return openHistoryEntry(rest, entry.config, entry.id, context, session);
}

/** Shows a run of the history as it was at its end. `from`: what one comes back to, if there is a run. */
function openHistoryEntry(
	session: Session,
	config: Partial<RunConfig>,
	historyId: number | undefined,
	{hasRun}: UpdateContext,
	from: Session = session,
): Session {
	const {playhead: _playhead, verdict: _verdict, historyId: before, ...rest} = closeOverlay(session);
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

/** From a run of the history to the one that was started last, which went on meanwhile. */
function returnToLive(session: Session): Session {
	const {returnTo, playhead: _playhead, historyId: _historyId, verdict: _verdict, answer: _answer, ...rest} = session;
	return returnTo ? {...rest, ...returnTo, selected: 0} : session;
}

/** Once more takes it back: then the run before is the ghost, as ever. */
function chooseGhost(session: Session, {history}: UpdateContext): Session {
	const {overlay, ghost, ...rest} = session;
	const entry =
		overlay?.kind === 'history' ? history[selectedHistoryIndex(session, history, overlay.selected)] : undefined;
	return entry && overlay && entry.id !== ghost
		? {...rest, overlay, ghost: entry.id}
		: {...rest, ...(overlay && {overlay})};
}

/** Its index; until one is chosen that of the run which is shown, if it is one of them, else of the last. */
function selectedHistoryIndex(
	{historyId}: Session,
	history: UpdateContext['history'],
	selected: number | undefined,
): number {
	return Math.max(
		0,
		history.findIndex(({id}) => id === (selected ?? historyId)),
	);
}

/** Scrolls; Enter shows only what the selected lane has printed, or all again. */
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
	const first = Math.max(0, Math.min(end, overlay.first ?? end) + action.by);
	return {...session, overlay: first < end ? {...following, first} : following};
}

function updateFind(
	session: Session,
	overlay: Overlay | undefined,
	action: ListAction | FilterAction,
	{scenarios}: UpdateContext,
): Step {
	if (overlay?.kind !== 'find') {
		return {session};
	}

	const found = findScenarios(overlay.filter, scenarios);
	switch (action.type) {
		case 'type':
			return {session: {...session, overlay: {kind: 'find', filter: overlay.filter + action.text, selected: 0}}};
		case 'erase':
			return {session: {...session, overlay: {kind: 'find', filter: overlay.filter.slice(0, -1), selected: 0}}};
		case 'select-listed': {
			const selected = Math.max(0, Math.min(found.length - 1, overlay.selected + action.by));
			return {session: {...session, overlay: {...overlay, selected}}};
		}
		case 'choose-listed': {
			const scenario = found[overlay.selected];
			return scenario ? {session: closeOverlay(session), next: scenario} : {session};
		}
	}
}

/** The lesson that shows what the selected cell of the key differences says. */
function openCell(session: Session, {differences, scenarios}: UpdateContext): Step {
	const {row, column} = session.cell;
	const lesson = differences[row]?.[column === 0 ? 'javascript' : 'python'].lesson;
	const scenario = scenarios.find(({name}) => name === lesson);
	return scenario ? {session, next: scenario} : {session: {...session, notice: 'No lesson covers this.'}};
}

/** The scenarios and lessons whose name, title or group contains every word of the filter. */
export function findScenarios(filter: string, scenarios: readonly ScenarioInfo[]): readonly ScenarioInfo[] {
	const words = filter.toLowerCase().split(' ');
	return scenarios.filter(({name, title, group}) =>
		words.every(word => `${name} ${title} ${group}`.toLowerCase().includes(word)),
	);
}

/** Opens it, turns to its next page, and closes it after the last. */
function turnHelp(session: Session, {helpPages}: UpdateContext): Session {
	const {overlay} = session;
	if (overlay?.kind !== 'help') {
		return {...session, overlay: {kind: 'help', ...(overlay?.kind === 'compare' && {over: overlay})}};
	}

	const page = (overlay.page ?? 0) + 1;
	return page < helpPages ? {...session, overlay: {...overlay, page}} : closeOverlay(session);
}

function toggleOverlay(session: Session, kind: 'details' | 'log' | 'compare' | 'history'): Session {
	return session.overlay?.kind === kind ? closeOverlay(session) : {...session, overlay: {kind}};
}

/** Code and lanes share the screen again. */
export function resetZoom(session: Session): Session {
	const {zoom: _zoom, ...rest} = session;
	return rest;
}

function closeOverlay(session: Session): Session {
	const {overlay, ...rest} = session;
	return overlay?.kind === 'help' && overlay.over ? {...rest, overlay: overlay.over} : rest;
}
