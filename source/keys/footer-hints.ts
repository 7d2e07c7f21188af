import {isOffered} from '../session/is-offered.ts';
import {isClosable} from './action-for-key.ts';
import type {FooterHint, HintContext, HintSession} from './footer-hint.ts';
import {liveHints, runKeys, zoomHints} from './live-hints.ts';

/** Returns the footer's hints, most useful first. */
export function footerHints(session: HintSession, context: HintContext): readonly FooterHint[] {
	const all = hintsFor(session, context);
	return isClosable(session.overlay) ? all.map(hint => (hint.keys === 'q' ? {...hint, words: 'close'} : hint)) : all;
}

function hintsFor(
	session: HintSession,
	{isLesson, choices, hasEnded, printed, isSaved = false, exercise, ...context}: HintContext,
): readonly FooterHint[] {
	const {overlay, screen, zoom, playhead, tasks, returnTo} = session;
	if (overlay?.kind === 'question') {
		return [...questionHints, ...alwaysHints];
	}

	if (overlay?.kind === 'find') {
		return findHints;
	}

	if (overlay?.kind === 'compare') {
		return comparisonHints.filter(({words}) => words !== 'limit' || isOffered({limited: true}, tasks.length));
	}

	if (overlay?.kind === 'help') {
		return helpHints;
	}

	if (overlay?.kind === 'log') {
		return [...logHints, ...alwaysHints];
	}

	if (overlay?.kind === 'export') {
		return [...exportHints, ...alwaysHints];
	}

	if (overlay?.kind === 'filter') {
		return filterHints;
	}

	if (overlay?.kind === 'input') {
		return inputHints;
	}

	if (overlay?.kind === 'findings') {
		return [...findingsHints, ...alwaysHints];
	}

	if (overlay?.kind === 'processes') {
		return [...processesHints, ...alwaysHints];
	}

	if (overlay?.kind === 'themes') {
		return themesHints;
	}

	if (overlay?.kind === 'history') {
		return [...historyHints, ...alwaysHints];
	}

	if (screen === 'differences') {
		return [...differencesHints, ...alwaysHints];
	}

	if (session.versus && !isSaved) {
		return [...versusHints(playhead, choices, hasEnded), ...alwaysHints];
	}

	if (playhead) {
		const [first, ...rest] = replayHints;
		const play = {...first, words: spaceWord(playhead, hasEnded)};
		const useful = rest.filter(
			({keys}) => !(isSaved && runKeys.has(keys)) && !(context.hasAttachedProcessEnded && keys === 'r'),
		);
		return [...(returnTo ? [backHint] : []), play, ...(zoom ? [zoomHints[zoom]] : []), ...useful, ...alwaysHints];
	}

	if (screen === 'calls') {
		return [
			...(returnTo && !session.calls?.opened ? [backHint] : []),
			...callsHints(session, hasEnded),
			...alwaysHints,
		];
	}

	if (screen === 'waiting') {
		return [...(returnTo ? [backHint] : []), ...waitingHints(session, hasEnded, context.hasWaits), ...alwaysHints];
	}

	if (exercise && !returnTo && !isSaved) {
		return [...exerciseHints(exercise, printed), ...alwaysHints];
	}

	const all = [...liveHints(session, {isLesson, choices, hasEnded, printed, isSaved, ...context}), ...alwaysHints];
	return returnTo ? [backHint, ...all] : all;
}

/** Returns what space does. It plays or pauses a replay, pauses a run in progress, and replays a run that has ended. */
function spaceWord(playhead: HintSession['playhead'], hasEnded: boolean): string {
	if (playhead) return playhead.since === undefined ? 'play' : 'pause';
	return hasEnded ? 'replay' : 'pause';
}

/**
 * Returns the hints for two strategies beside each other. `playhead` is undefined at their end, and while one of them
 * runs.
 */
function versusHints(playhead: HintSession['playhead'], choices: number, hasEnded: boolean): readonly FooterHint[] {
	const hint = (keys: string, words: string, always = false) => ({keys, words, always});
	return [
		hint('space', spaceWord(playhead, hasEnded), true),
		hint('S', 'close', true),
		hint(`1-${choices}`, 'run one'),
		hint('p', 'language'),
		hint('< >', 'speed'),
		hint('0', 'axis'),
		hint('e', 'export'),
		hint('w', 'save both'),
		hint('Tab', 'screen'),
	];
}

/** Returns the hints for an exercise. Keys that change tasks do nothing here. */
function exerciseHints(
	{hintsLeft, isSolutionOpen, isSolution}: NonNullable<HintContext['exercise']>,
	printed: number,
): readonly FooterHint[] {
	const hint = (keys: string, words: string, always = false) => ({keys, words, always});
	return [
		...(hintsLeft > 0 ? [hint('i', 'hint', true)] : []),
		...(isSolution ? [hint('1', 'your file', true)] : isSolutionOpen ? [hint('2', 'a solution', true)] : []),
		...(printed > 0 ? [hint('o', `printed (${printed})`)] : []),
		hint('r', 'run again'),
		hint('u', 'start over'),
		hint('v', 'why'),
		hint('space', 'replay'),
	];
}

/** Shown while a run of the history is visible. */
const backHint: FooterHint = {keys: 'Esc', words: 'current run', always: true};

/** The hints that are never dropped. */
const alwaysHints: readonly FooterHint[] = [
	{keys: '?', words: 'help', always: true},
	{keys: 'q', words: 'quit', always: true},
];

const questionHints: readonly FooterHint[] = [
	{keys: 'a b c', words: 'answer and run', always: true},
	{keys: '↑ ↓ Enter', words: 'choose', always: false},
	{keys: 'Esc', words: 'skip', always: true},
	{keys: '/', words: 'find', always: false},
];

/** The hints of the palette. `?` and `q` are missing because they are letters of the filter. */
const findHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: true},
	{keys: 'Enter', words: 'open', always: true},
	{keys: 'Esc', words: 'close', always: true},
];

/** The hints of the help, under which no other key acts. */
const helpHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'page', always: true},
	{keys: 'Esc q', words: 'close', always: true},
];

const differencesHints: readonly FooterHint[] = [
	{keys: '↑ ↓ ← →', words: 'choose', always: false},
	{keys: 'Enter', words: 'open the lesson', always: true},
	{keys: 'Tab', words: 'back to the run', always: true},
	{keys: '/', words: 'lessons', always: false},
];

/** The next grouping, as the footer names it. */
const groupings = {line: 'by function', function: 'by what', target: 'by line'} as const;

/** Returns the hints for open waits. If none is listed, only those that lead elsewhere. */
function waitingHints({waits, playhead}: HintSession, hasEnded: boolean, hasWaits = true): readonly FooterHint[] {
	const findings = {keys: '!', words: 'findings', always: false};
	const space = {keys: 'space', words: spaceWord(playhead, hasEnded), always: false};
	const screen = {keys: 'Tab', words: 'screen', always: false};
	return hasWaits
		? [
				{keys: 'Enter', words: 'details', always: false},
				{keys: 'v', words: waits?.code ? 'why' : 'code', always: false},
				findings,
				{keys: 'O', words: 'order', always: false},
				{keys: 'U', words: groupings[waits?.grouping ?? 'line'], always: false},
				{keys: '/', words: 'find', always: false},
				screen,
				space,
			]
		: [space, findings, screen];
}

function callsHints({calls, playhead}: HintSession, hasEnded: boolean): readonly FooterHint[] {
	const space = spaceWord(playhead, hasEnded);
	if (calls?.opened) {
		return [
			{keys: 'Esc', words: 'back', always: true},
			{keys: '↑ ↓', words: 'select', always: false},
			{keys: 'Enter', words: 'details', always: false},
			{keys: 'Z', words: 'time', always: false},
			{keys: 'space', words: space, always: false},
			{keys: 'Tab', words: 'screen', always: false},
		];
	}
	return [
		{keys: 'Enter', words: 'its calls', always: false},
		{keys: 'O', words: 'order', always: false},
		{keys: 'U', words: calls?.grouping === 'line' ? 'by function' : 'by line', always: false},
		{keys: '/', words: 'find', always: false},
		{keys: '!', words: 'findings', always: false},
		{keys: 'space', words: space, always: false},
		{keys: 'Tab', words: 'screen', always: false},
	];
}

/** The hints while a filter is typed. Letters are part of its text. */
const filterHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'select', always: true},
	{keys: 'Enter', words: 'keep the filter', always: true},
	{keys: 'Esc', words: 'all rows', always: true},
];

/** The hints while a line of input is typed. Letters are part of its text. */
const inputHints: readonly FooterHint[] = [
	{keys: 'Enter', words: 'send', always: true},
	{keys: 'Esc', words: 'close', always: true},
	{keys: 'Ctrl+D', words: 'end of input', always: false},
];

const findingsHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: false},
	{keys: 'Enter', words: 'its line', always: false},
];

const comparisonHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: true},
	{keys: 'Enter', words: 'open', always: true},
	{keys: 'r', words: 'run all again', always: false},
	{keys: '+ -', words: 'limit', always: false},
	{keys: 'p', words: 'language', always: false},
	{keys: 'w', words: 'save all', always: false},
	{keys: 'e', words: 'export', always: false},
	{keys: 'Esc', words: 'back', always: true},
	...alwaysHints,
];

/** The hints during replay. */
const replayHints: readonly [FooterHint, ...FooterHint[]] = [
	{keys: 'space', words: 'play', always: true},
	{keys: ', .', words: 'event', always: true},
	{keys: '← →', words: '100 ms', always: false},
	{keys: 'g G', words: 'start, end', always: false},
	{keys: '< >', words: 'speed', always: false},
	{keys: 'w', words: 'save', always: false},
	{keys: 'r', words: 'again', always: false},
	{keys: 'Esc', words: 'live', always: true},
];

const exportHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: false},
	{keys: 'Enter', words: 'export', always: false},
];

const themesHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'preview', always: true},
	{keys: 'Enter', words: 'keep', always: true},
	{keys: 'Esc', words: 'take back', always: true},
];

const historyHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: false},
	{keys: 'Enter', words: 'open', always: false},
	{keys: 'g', words: 'ghost', always: false},
];

const processesHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: false},
	{keys: 'Enter', words: 'show', always: false},
];

const logHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'scroll', always: false},
	{keys: 'Enter', words: 'selected lane ↔ all', always: false},
];
