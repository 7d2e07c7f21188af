import type {Zoom} from '../session/choices.ts';
import {isOffered} from '../session/is-offered.ts';
import type {Session} from '../session/session.ts';
import {isClosable} from './action-for-key.ts';
import {bindings} from './bindings.ts';

type FooterHint = {
	readonly keys: string;
	readonly words: string;
	readonly always: boolean;
	/** Only useful when code or lanes are cut. */
	readonly onlyCut?: boolean;
};

/** What the footer needs besides the session. */
type HintContext = {
	readonly isLesson: boolean;
	/** How many strategies or versions there are to choose from. */
	readonly choices: number;
	/** Whether the run has ended. */
	readonly isOver: boolean;
	/** How many lines it has printed. */
	readonly printed: number;
	/** Whether it is a saved run: then no key runs anything. */
	readonly isSaved?: boolean;
};

type HintSession = Pick<Session, 'overlay' | 'screen' | 'zoom' | 'playhead' | 'tasks' | 'returnTo'> &
	Partial<Pick<Session, 'run'>>;

/** Returns the footer's hints, the most useful first. */
export function footerHints(session: HintSession, context: HintContext): readonly FooterHint[] {
	const all = hintsFor(session, context);
	return isClosable(session.overlay) ? all.map(hint => (hint.keys === 'q' ? {...hint, words: 'close'} : hint)) : all;
}

function hintsFor(
	session: HintSession,
	{isLesson, choices, isOver, printed, isSaved = false}: HintContext,
): readonly FooterHint[] {
	const {overlay, screen, zoom, playhead, tasks, returnTo, run} = session;
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
		return [...helpHints, ...alwaysHints];
	}

	if (overlay?.kind === 'log') {
		return [...logHints, ...alwaysHints];
	}

	if (overlay?.kind === 'export') {
		return [...exportHints, ...alwaysHints];
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

	if (playhead) {
		const [first, ...rest] = replayHints;
		const play = {...first, words: playhead.since === undefined ? 'play' : 'pause'};
		const useful = isSaved ? rest.filter(({keys}) => !runKeys.has(keys)) : rest;
		return [...(returnTo ? [backHint] : []), play, ...(zoom ? [zoomHints[zoom]] : []), ...useful, ...alwaysHints];
	}

	const useful = {
		verdict: isLesson || isOver,
		printed: printed > 0,
		tasks: tasks.length > 0,
		limit: isOffered({limited: true}, tasks.length),
		several: choices > 1,
		cut: true,
	};
	const all = rankedHints
		.filter(({keys, only}) => (only === undefined || useful[only]) && !(isSaved && runKeys.has(keys)))
		.map(({keys, words, ofVersions, always, only}) => {
			if (only === 'cut') {
				return zoom ? zoomHints[zoom] : {keys, words, always: false, onlyCut: true};
			}

			return {
				keys: keys === digitsLabel ? `1 … ${choices}` : keys,
				words:
					keys === 'space'
						? spaceWords(run === 0, isOver)
						: only === 'printed'
							? `${words} (${printed})`
							: ((tasks.length === 0 ? ofVersions : undefined) ?? words),
				always: always ?? false,
			};
		});
	return returnTo ? [backHint, ...all] : all;
}

/** What `space` does to the live run. */
function spaceWords(isFirst: boolean, isOver: boolean): string {
	return isFirst ? 'start' : isOver ? 'replay' : 'pause';
}

/** While a run of the history is shown. */
const backHint: FooterHint = {keys: 'Esc', words: 'current run', always: true};

/** The labels of keys that run something. */
const runKeys: ReadonlySet<string> = new Set(['1 … 9', 's', 'r', '/', 'c', '+ -', '[ ]', 'f']);

/** What `z` does next. */
const zoomHints: Readonly<Record<Zoom, FooterHint>> = {
	code: {keys: 'z', words: 'lanes', always: true},
	lanes: {keys: 'z', words: 'back', always: true},
};

/** The label of the digits, one for each choice. */
const digitsLabel = '1 … 9';

const rankedHints = bindings
	.flatMap(({label, hint}) => (hint ? [{keys: label, ...hint}] : []))
	.sort((one, other) => one.rank - other.rank);

const alwaysHints: readonly FooterHint[] = rankedHints.flatMap(({keys, words, always}) =>
	always ? [{keys, words, always}] : [],
);

const questionHints: readonly FooterHint[] = [
	{keys: 'a b c', words: 'answer and run', always: true},
	{keys: '↑ ↓ Enter', words: 'choose', always: false},
	{keys: 'Esc', words: 'skip', always: true},
	{keys: '/', words: 'find', always: false},
];

/** Without help and `q`, which are letters of the filter. */
const findHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: true},
	{keys: 'Enter', words: 'open', always: true},
	{keys: 'Esc', words: 'close', always: true},
];

/** Under help no other key acts. */
const helpHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'page', always: false},
	{keys: 'Esc', words: 'close', always: true},
];

const differencesHints: readonly FooterHint[] = [
	{keys: '↑ ↓ ← →', words: 'choose', always: false},
	{keys: 'Enter', words: 'open the lesson', always: true},
	{keys: 'Tab', words: 'back to the run', always: true},
	{keys: '/', words: 'lessons', always: false},
];

const comparisonHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: true},
	{keys: 'Enter', words: 'open', always: true},
	{keys: 'r', words: 'run all again', always: false},
	{keys: '+ -', words: 'limit', always: false},
	{keys: 'p', words: 'language', always: false},
	{keys: 'w', words: 'save all', always: false},
	{keys: 'Esc', words: 'back', always: true},
	...alwaysHints,
];

/** Footer hints during replay. */
const replayHints: readonly [FooterHint, ...FooterHint[]] = [
	{keys: 'space', words: 'play', always: true},
	{keys: ', .', words: 'event', always: true},
	{keys: '← →', words: '100 ms', always: false},
	{keys: '{ }', words: '1 s', always: false},
	{keys: 'g', words: 'start', always: false},
	{keys: 'G', words: 'live', always: true},
	{keys: '< >', words: 'speed', always: false},
	{keys: 'w', words: 'save', always: false},
	{keys: 'r', words: 'again', always: false},
];

const exportHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'choose', always: false},
	{keys: 'Enter', words: 'write', always: false},
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

const logHints: readonly FooterHint[] = [
	{keys: '↑ ↓', words: 'scroll', always: false},
	{keys: 'Enter', words: 'selected lane ↔ all', always: false},
];
