import type {ScreenName, ThemeName} from './choices.ts';

/** What is open over a screen, and what is selected in it. Plain data. */
export type Overlay =
	/** The help. `page`: 0 is the first. `covered`: the overlay to show again when the help closes. */
	| {readonly kind: 'help'; readonly page?: number; readonly covered?: CoveredOverlay}
	| DetailsOverlay
	| QuestionOverlay
	| {readonly kind: 'find'; readonly filter: string; readonly selected: number}
	| ComparisonOverlay
	/** The runs of this session that ended. `selected`: an id. Undefined: the visible run, else the newest. */
	| {readonly kind: 'history'; readonly selected?: number}
	/** The themes. The selected one is the theme of the session. `before`: the theme that Esc restores. */
	| {readonly kind: 'themes'; readonly before: ThemeName; readonly covered?: CoveredOverlay}
	/** The filter of the calls or of the open waits, while it is typed. */
	| {readonly kind: 'filter'}
	/** A line for the program's standard input, while it is typed. */
	| {readonly kind: 'input'; readonly text: string}
	| FindingsOverlay
	/** The processes of a command. `selected`: an index. Undefined: the visible one. */
	| {readonly kind: 'processes'; readonly selected?: number}
	/** The formats to export the visible runs to. `selected`: an index. */
	| {readonly kind: 'export'; readonly selected: number; readonly covered?: CoveredOverlay}
	| LogOverlay;

/** The overlays over which help, themes and the export menu open. */
export type CoveredOverlay = ComparisonOverlay | QuestionOverlay | DetailsOverlay | FindingsOverlay | LogOverlay;

/** The details of the selected task. */
export type DetailsOverlay = {readonly kind: 'details'};

/** The findings. `selected`: an index. */
export type FindingsOverlay = {readonly kind: 'findings'; readonly selected: number};

/** The lines that the program printed. `first`: the index of the first visible line. Undefined: follow the end. */
export type LogOverlay = {readonly kind: 'log'; readonly first?: number; readonly ofLane?: boolean};

/** The question of a lesson before its first run. `selected`: an index into `answerLetters`. */
export type QuestionOverlay = {readonly kind: 'question'; readonly selected: number};

/** All strategies or versions in a table, one run each. `selected`: the id of a row. */
export type ComparisonOverlay = {readonly kind: 'compare'; readonly selected?: string};

type WithOverlay = {readonly overlay?: Overlay};

/** Returns the comparison table, even if another overlay covers it. */
export function comparisonIn({overlay}: WithOverlay): ComparisonOverlay | undefined {
	const lowest = lowestOf(overlay);
	return lowest?.kind === 'compare' ? lowest : undefined;
}

/** Returns the visible screen. An open comparison table replaces the screen of the session. */
export function screenIn(session: WithOverlay & {readonly screen: ScreenName}): ScreenName | 'compare' {
	return comparisonIn(session) ? 'compare' : session.screen;
}

/** Returns the question of a lesson, even if another overlay covers it. */
export function questionIn({overlay}: WithOverlay): QuestionOverlay | undefined {
	const lowest = lowestOf(overlay);
	return lowest?.kind === 'question' ? lowest : undefined;
}

/** Returns the overlay that a new overlay should cover, if any. */
export function coverable({overlay}: WithOverlay): {readonly covered?: CoveredOverlay} {
	const lowest = lowestOf(overlay);
	return isCoverable(lowest) ? {covered: lowest} : {};
}

/** Returns the overlay that an overlay covers, if any. */
export function coveredBy(overlay: Overlay | undefined): CoveredOverlay | undefined {
	return overlay && 'covered' in overlay ? overlay.covered : undefined;
}

function lowestOf(overlay: Overlay | undefined): Overlay | undefined {
	return coveredBy(overlay) ?? overlay;
}

function isCoverable(overlay: Overlay | undefined): overlay is CoveredOverlay {
	return overlay !== undefined && ['compare', 'question', 'details', 'findings', 'log'].includes(overlay.kind);
}
