export const screenNames = ['dashboard', 'calls', 'waiting', 'loop', 'differences'] as const;
/**
 * The screens: the run, its calls by function, what they wait for, its event loop, and the table of language differences. `calls` and
 * `waiting`: only of the user's own programs.
 */
export type ScreenName = (typeof screenNames)[number];

/** The letters of a question's answers. */
export const answerLetters = ['a', 'b', 'c'] as const;
export const answers = [...answerLetters, 'unsure'] as const;
/** `unsure`: the question was skipped. */
export type Answer = (typeof answers)[number];

export const languageChoices = ['javascript', 'python', 'both'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export const themeNames = ['dark', 'light', 'terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const callGroupings = ['function', 'line'] as const;
/** What the calls of a program are listed by: the function or address, or the await line. */
export type CallGrouping = (typeof callGroupings)[number];

export const callOrders = ['oldest', 'now', 'rate', 'p99', 'failed', 'thread'] as const;
/** What they are in the order of. */
export type CallOrder = (typeof callOrders)[number];

/** The seconds that the axis of calls shows. 0: all that is kept. */
export const callSpans = [5, 10, 30, 60, 0] as const;
export type CallSpan = (typeof callSpans)[number];

export const waitGroupings = ['line', 'function', 'target'] as const;
/** What open waits are put together by: the line, the function, or what is waited for. */
export type WaitGrouping = (typeof waitGroupings)[number];

export const waitOrders = ['oldest', 'now', 'p99', 'left'] as const;
/** What they are in the order of: the oldest, how many, the longest earlier waits, or since when none went on. */
export type WaitOrder = (typeof waitOrders)[number];

export const zooms = ['code', 'lanes'] as const;
/** `code`: the code or the verdict alone. `lanes`: the lanes alone. */
export type Zoom = (typeof zooms)[number];

export const motions = ['full', 'reduced', 'off'] as const;
/** `full`: 20 frames per second. `reduced`: 4, without a spinner. `off`: one for each event. */
export type Motion = (typeof motions)[number];

/** The speeds of the replay, slowest first. */
export const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

type Language = 'javascript' | 'python';

/** What a session knows of a scenario. */
export type ScenarioInfo = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** The title of its group in the picker. */
	readonly group: string;
	readonly strategy: string;
	readonly limit: number;
	/** The planned tasks. None if its programs run unchanged. */
	readonly tasks: (seed: number) => readonly {readonly id: string; readonly name: string; readonly latency?: number}[];
	/** The strategies, or the versions of its program, in the order of their keys. */
	readonly strategies: readonly {readonly name: string; readonly title: string; readonly limited: boolean}[];
	/** A lesson opens with its question, on this screen, and in this language unless the user selected one. */
	readonly lesson?: {readonly screen: ScreenName; readonly language: LanguageChoice};
	/** An exercise runs one file of the learner, named `file`. `hints`: how many it has. */
	readonly exercise?: {
		readonly hints: number;
		readonly language: Language;
		readonly file: string;
		/** The name of the next exercise. Undefined after the last one, and if it is not built in. */
		readonly next?: string | undefined;
	};
	/** Undefined if it is built in. */
	readonly user?: UserLanguages;
	/** Whether it is a saved run, which can be replayed but not run. */
	readonly saved?: boolean;
};

/** The user's code runs in the language of its file. With a file for each language the user selects. */
export type UserLanguages = {
	readonly language: LanguageChoice;
	/** Whether it is a command, whose trace is in the language of its processes. */
	readonly isCommand?: true;
	/** Why it runs in no other language. Undefined if it does. */
	readonly missing?: string;
	/** A notice for when it runs in both languages. */
	readonly both?: string;
	/** A notice for when it opens. */
	readonly notice?: string;
	/** Why it does not run again when a file is saved, as a clause. Undefined: it does if the user asks for it. */
	readonly unwatched?: string;
	/** Asked before anything runs, because the user's file runs nothing by itself. */
	readonly question?: UserQuestion;
};

/** `keys`: names the key that runs it. `flags`: names the flags that do, without a period at the end. */
export type UserQuestion = {readonly keys: string; readonly flags: string};

export type StrategyInfo = {
	readonly name: string;
	readonly title: string;
	/** The title where the full one does not fit. */
	readonly short?: string;
	readonly sentence: string;
	/** The construct that it uses: `Promise.all`, `asyncio.gather`. */
	readonly construct: Readonly<Record<Language, string>>;
	/** Shown instead of the sentence if a language has no such construct. */
	readonly nearest?: Readonly<Partial<Record<Language, string>>>;
	/** Whether the concurrency limit has an effect. */
	readonly limited: boolean;
};

/** What a screen shows of a lesson. */
export type LessonInfo = {
	readonly title: string;
	readonly group: string;
	readonly question: string;
	/** The answers, in the order of their letters. */
	readonly answers: readonly {readonly letter: 'a' | 'b' | 'c'; readonly text: string}[];
	readonly right: 'a' | 'b' | 'c';
	/** Undefined in a recording, which shows no course. */
	readonly place?: LessonPlace;
	readonly why: readonly {readonly text: string; readonly link: string}[];
	readonly tries: readonly {readonly keys: string; readonly text: string}[];
};

/** Where a lesson is in the course. */
export type LessonPlace = {
	/** The lessons of its group, in order: whether each is done. */
	readonly group: readonly {readonly done: boolean; readonly current: boolean}[];
	/** Its number among all lessons. The first is 1. */
	readonly number: number;
	readonly count: number;
	/** The lesson that `n` opens. Undefined if all others are done. */
	readonly next?: {readonly number: number; readonly title: string};
};

/** A row of the table of language differences. Each cell names the lesson that shows the difference. */
export type LanguageDifference = {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
};
