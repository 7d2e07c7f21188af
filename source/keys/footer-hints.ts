import {isOffered} from '../session/is-offered.ts';
import {isClosable} from './action-for-key.ts';
import type {FooterHint, HintContext, HintSession} from './footer-hint.ts';
import {alwaysHints, hint} from './footer-hint.ts';
import {liveHints, runKeys, zoomHints} from './live-hints.ts';
import {overlayHints} from './overlay-hints.ts';

/** Returns the footer's hints, most useful first. */
export function footerHints(session: HintSession, context: HintContext): readonly FooterHint[] {
	const all = hintsFor(session, context);
	const closing: readonly string[] = session.overlay?.kind === 'details' ? ['q', 'Enter'] : ['q'];
	return isClosable(session.overlay)
		? all.map(each => (closing.includes(each.keys) ? {...each, words: 'close'} : each))
		: all;
}

function hintsFor(
	session: HintSession,
	{isLesson, choices, hasEnded, printed, isSaved = false, exercise, ...context}: HintContext,
): readonly FooterHint[] {
	const {overlay, screen, zoom, playhead, tasks, returnTo} = session;
	const ofOverlay = overlay && overlayHints[overlay.kind];
	if (ofOverlay) {
		const isLimitOffered = isOffered({limited: true}, tasks.length);
		return ofOverlay.filter(({words}) => words !== 'limit' || isLimitOffered);
	}

	if (screen === 'differences') {
		return [...differencesHints, ...alwaysHints];
	}

	if (session.versus && !isSaved) {
		return [...versusHints(playhead, choices, hasEnded), ...alwaysHints];
	}

	if (playhead && !isSlow(playhead, hasEnded)) {
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
		return [...exerciseHints(exercise, printed, session.verdict === true), ...alwaysHints];
	}

	return [
		...(returnTo ? [backHint] : []),
		...liveHints(session, {isLesson, choices, hasEnded, printed, isSaved, ...context}),
		...(playhead ? [hint('Esc', 'live', true)] : []),
		...alwaysHints,
	];
}

/** Whether a run in progress is played at its speed or slower, so the keys of a run act as without a playhead. */
const isSlow = (playhead: NonNullable<HintSession['playhead']>, hasEnded: boolean): boolean =>
	playhead.since !== undefined && !hasEnded;

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
	showsWhy: boolean,
): readonly FooterHint[] {
	return [
		...(hintsLeft > 0 ? [hint('i', 'hint', true)] : []),
		...(isSolution ? [hint('1', 'your file', true)] : isSolutionOpen ? [hint('2', 'a solution', true)] : []),
		...(printed > 0 ? [hint('o', `printed (${printed})`)] : []),
		hint('r', 'run again'),
		hint('u', 'start over'),
		hint('v', showsWhy ? 'code' : 'why'),
		hint('space', 'replay'),
	];
}

/** Shown while a run of the history is visible. */
const backHint: FooterHint = hint('Esc', 'current run', true);

const differencesHints: readonly FooterHint[] = [
	hint('↑ ↓ ← →', 'choose'),
	hint('Enter', 'open the lesson', true),
	hint('Tab', 'back to the run', true),
	hint('/', 'lessons'),
];

/** The next grouping, as the footer names it. */
const groupings = {line: 'by function', function: 'by what', target: 'by line'} as const;

/** Returns the hints for open waits. If none is listed, only those that lead elsewhere. */
function waitingHints({waits, playhead}: HintSession, hasEnded: boolean, hasWaits = true): readonly FooterHint[] {
	const findings = hint('!', 'findings');
	const space = hint('space', spaceWord(playhead, hasEnded));
	const screen = hint('Tab', 'screen');
	return hasWaits
		? [
				hint('Enter', 'details'),
				{...hint('v', waits?.code ? 'why' : 'code'), onlyIf: 'either'},
				findings,
				hint('O', 'order'),
				hint('U', groupings[waits?.grouping ?? 'line']),
				hint('/', 'find'),
				screen,
				space,
			]
		: [space, findings, screen];
}

function callsHints({calls, playhead}: HintSession, hasEnded: boolean): readonly FooterHint[] {
	const space = spaceWord(playhead, hasEnded);
	if (calls?.opened) {
		return [
			hint('Esc', 'back', true),
			hint('↑ ↓', 'select'),
			hint('Enter', 'details'),
			hint('Z', 'time'),
			hint('space', space),
			hint('Tab', 'screen'),
		];
	}
	return [
		hint('Enter', 'its calls'),
		hint('O', 'order'),
		hint('U', calls?.grouping === 'line' ? 'by function' : 'by line'),
		hint('/', 'find'),
		hint('!', 'findings'),
		hint('space', space),
		hint('Tab', 'screen'),
	];
}

/** The hints during replay. */
const replayHints: readonly [FooterHint, ...FooterHint[]] = [
	hint('space', 'play', true),
	hint(', .', 'event', true),
	hint('← →', '100 ms'),
	hint('g G', 'start, end'),
	hint('< >', 'speed'),
	hint('w', 'save'),
	hint('r', 'again'),
	hint('Esc', 'live', true),
];
