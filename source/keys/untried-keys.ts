import {isOffered} from '../session/is-offered.ts';
import type {Session} from '../session/session.ts';

/** What decides which keys act now, besides the session. */
type UntriedContext = {
	/** The titles of the strategies or versions, in the order of their keys. */
	readonly titles: readonly string[];
	readonly hasEnded: boolean;
	readonly isSaved: boolean;
	readonly isLesson: boolean;
	/** Whether the program is the user's own, whose next screen shows its calls by function. */
	readonly isOwn?: boolean;
	/** Whether the work exists in the other language, too. */
	readonly hasBothLanguages: boolean;
};

/** A key, what it does, and when it acts. */
type Untried = {
	readonly keys: string;
	readonly words: string;
	readonly acts: (session: Session, context: UntriedContext) => boolean;
};

const isSimulated = ({tasks}: Session) => tasks.length > 0 && tasks.every(({latency}) => latency !== undefined);
const isStrategy = (index: number, tasks: number) => ({
	acts: ({tasks: planned, strategy}: Session, {titles, isLesson}: UntriedContext) =>
		!isLesson && planned.length >= tasks && titles.length > index && strategy !== strategyNames[index],
});
const strategyNames: Readonly<Partial<Record<number, string>>> = {0: 'sequential', 6: 'all-settled'};

/** The most instructive keys first. */
const candidates: readonly Untried[] = [
	{keys: '1', words: 'run them in turn', ...isStrategy(0, 2)},
	{
		keys: 'S',
		words: 'play 1 and 2 on one clock',
		acts: (session, {titles, hasEnded}) => isSimulated(session) && hasEnded && !session.versus && titles.length > 1,
	},
	{keys: 'b', words: 'block the thread for 0.5 s', acts: isSimulated},
	{keys: 'f', words: 'make it fail', acts: isSimulated},
	{keys: 'x', words: 'cancel it now', acts: ({tasks}, {hasEnded}) => !hasEnded && tasks.length > 0},
	{keys: '7', words: 'keep every result, failed or not', ...isStrategy(6, 2)},
	{
		keys: 'p',
		words: 'the other language',
		acts: ({language}, {hasBothLanguages}) => hasBothLanguages && language !== 'both',
	},
	{
		keys: '+',
		words: 'raise the limit',
		acts: ({strategy, tasks}) =>
			(strategy === 'limited' || strategy === 'batched') && isOffered({limited: true}, tasks.length),
	},
	{keys: 'c', words: 'compare all', acts: (_, {titles}) => titles.length > 1},
	{keys: 'Tab', words: 'the event loop', acts: ({screen}, {isOwn}) => screen === 'dashboard' && !isOwn},
	{
		keys: 'Tab',
		words: 'the calls by function',
		acts: ({screen}, {isOwn}) => screen === 'dashboard' && isOwn === true,
	},
	{keys: 't', words: 'time out at half its latency', acts: isSimulated},
	{keys: 'R', words: 'run again with new latencies', acts: isSimulated},
	{keys: '/', words: 'find a lesson', acts: ({screen}) => screen !== 'calls' && screen !== 'waiting'},
];

/**
 * Returns the keys that act now and that this session has not used, the most instructive first. Empty for a saved run.
 */
export function untriedKeys(
	session: Session,
	context: UntriedContext,
): readonly {readonly keys: string; readonly words: string}[] {
	const {tried = []} = session;
	return context.isSaved
		? []
		: candidates.flatMap(({keys, words, acts}) =>
				!tried.includes(keys) && acts(session, context) ? [{keys, words}] : [],
			);
}
