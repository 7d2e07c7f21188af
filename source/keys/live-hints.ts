import type {Zoom} from '../session/choices.ts';
import {isOffered} from '../session/is-offered.ts';
import type {Session} from '../session/session.ts';
import {hasWhatIfs} from '../session/update-tasks.ts';
import type {FooterHint, HintContext, HintSession} from './footer-hint.ts';

type State = 'before' | 'running' | 'finished' | 'failed' | 'not-started' | 'lesson' | 'what-ifs';

/** The keys for each state, most useful first. */
const keysOf: Readonly<Record<State, readonly string[]>> = {
	before: ['space', '1-9', 'p', '+ -', 'Tab', 'z', '/'],
	running: ['space', '1-9', 'i', 'P', 'x', '+ -', '< >', 'p', 'o', 'Tab', 'z', '/'],
	'what-ifs': ['space', 'u', '< >', 'f t b', '1-9', 'r', 'x', 'v', 'c', 'p', 'Tab', 'z', '/'],
	finished: ['r', '1-9', 'v', 'P', 'c', 'p', 'space', '+ -', 'o', 'Tab', 'z', 'e', '/'],
	failed: ['Enter', '7', 'u', 'r', 'v', 'P', 'p', '1-9', 'c', 'o', 'space', 'Tab', 'z', '/'],
	'not-started': ['p', 'r', 'Tab', '/'],
	lesson: ['n', '1-9', 'v', 'r', 'o', 'space', 'c', 'p', 'Tab', 'z', '/'],
};

/** Returns the footer's hints for a live run. */
export function liveHints(session: HintSession, context: HintContext): readonly FooterHint[] {
	const state = stateOf(session, context);
	return keysOf[state]
		.filter(keys => !(context.isSaved && runKeys.has(keys)))
		.flatMap(keys => hintFor(keys, session, context, state));
}

function stateOf(session: HintSession, {hasEnded, isLesson, isFailed, hasNotStarted}: HintContext): State {
	if (session.run === 0) return 'before';
	if (hasNotStarted) return 'not-started';
	if (hasEnded && isLesson) return 'lesson';
	if (hasEnded && isFailed) return 'failed';
	if (hasWhatIfs(session)) return 'what-ifs';
	return hasEnded ? 'finished' : 'running';
}

/** Returns the hint for a key, unless the key would do nothing now. */
function hintFor(keys: string, session: HintSession, context: HintContext, state: State): readonly FooterHint[] {
	const {tasks, zoom, strategy} = session;
	const {choices, printed} = context;
	const hint = (words: string, isUseful = true, label = keys): readonly FooterHint[] =>
		isUseful ? [{keys: label, words, always: false}] : [];
	switch (keys) {
		case 'Enter':
			return hint(context.opensError ? 'error' : 'details');
		case 'space':
			return hint(state === 'before' ? 'start' : context.hasEnded ? 'replay' : 'pause');
		case '1-9':
			return hint(tasks.length > 0 ? 'strategy' : 'version', choices > 1, choices === 2 ? '1 2' : `1-${choices}`);
		case 'v':
			return hint((session.verdict ?? state === 'lesson') ? 'code' : 'why');
		case 'o':
			return hint(`printed (${printed})`, printed > 0);
		case 'u':
			return hint('clear what-ifs', hasWhatIfs(session));
		case '+ -':
			return hint('limit', isOffered({limited: true}, tasks.length) && isLimited(session));
		case 'p':
			return hint(nextLanguage[session.language ?? 'javascript'], context.hasBothLanguages !== false);
		case 'c':
			return hint('compare', choices > 1);
		case 'x':
			return hint('cancel', tasks.length > 0);
		case 'P':
			return hint(`processes (${context.processes})`, (context.processes ?? 1) > 1);
		case 'r':
			return hint('again', !context.hasAttachedProcessEnded);
		case 'i':
			return hint('input', context.takesInput === true);
		case '7':
			return hint('keep all results', tasks.length > 0 && choices >= 7 && strategy !== 'all-settled');
		case 'z':
			return zoom ? [zoomHints[zoom]] : [{keys, words: 'zoom', always: false, onlyIf: 'cut'}];
		default:
			return hint(words[keys] ?? '');
	}
}

/** Whether the selected strategy has a limit that `+` and `-` change. */
const isLimited = ({strategy}: HintSession): boolean =>
	strategy === undefined || strategy === 'limited' || strategy === 'batched';

/** What `p` runs next, by the current language. */
const nextLanguage: Readonly<Record<Session['language'], string>> = {
	javascript: 'Python',
	python: 'both languages',
	both: 'JavaScript',
};

const words: Readonly<Record<string, string>> = {
	'< >': 'speed',
	'f t b': 'what if',
	Tab: 'screen',
	e: 'export',
	n: 'next lesson',
	'/': 'find',
};

/** The labels of keys that start a run, or open another workload. */
export const runKeys: ReadonlySet<string> = new Set(['1-9', 's', 'r', '/', 'c', '+ -', '[ ]', 'f', 'n']);

/** What `z` does next, by the current zoom. */
export const zoomHints: Readonly<Record<Zoom, FooterHint>> = {
	code: {keys: 'z', words: 'lanes', always: true},
	lanes: {keys: 'z', words: 'back', always: true},
};
