export const screenNames = ['dashboard', 'calls', 'waiting', 'loop', 'differences'] as const;
/**
 * The screens: the run, its calls by function, what those calls wait for, its event loop, and the table of language
 * differences. `calls` and `waiting` exist only for the user's own programs.
 */
export type ScreenName = (typeof screenNames)[number];

/** The letters of the answers to a question. */
export const answerLetters = ['a', 'b', 'c'] as const;
export const answers = [...answerLetters, 'unsure'] as const;
/** An answer to a question. `unsure`: the question was skipped. */
export type Answer = (typeof answers)[number];

export const languageChoices = ['javascript', 'python', 'both'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export const themeNames = ['dark', 'light', 'terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const callGroupings = ['function', 'line'] as const;
/** How the calls of a program are listed: by function or address, or by await line. */
export type CallGrouping = (typeof callGroupings)[number];

export const callOrders = ['oldest', 'now', 'rate', 'p99', 'failed', 'thread'] as const;
/** The order in which calls are listed. */
export type CallOrder = (typeof callOrders)[number];

/** How long a program runs, in ms, before its dashboard shows only the last minute. */
export const lastMinuteMs = 60_000;

/** How much time the axis of calls shows, in seconds. 0: all that the window holds. */
export const callSpans = [5, 10, 30, 60, 0] as const;
export type CallSpan = (typeof callSpans)[number];

export const waitGroupings = ['line', 'function', 'target'] as const;
/** How open waits are grouped: by line, by function, or by what they wait for. */
export type WaitGrouping = (typeof waitGroupings)[number];

export const waitOrders = ['oldest', 'now', 'p99', 'left'] as const;
/**
 * The order in which open waits are listed: the oldest, the most calls, the longest earlier waits, or the longest time
 * since a call last left the line.
 */
export type WaitOrder = (typeof waitOrders)[number];

export const zooms = ['code', 'lanes'] as const;
/** `code`: only the code or the verdict. `lanes`: only the lanes. */
export type Zoom = (typeof zooms)[number];

export const motions = ['full', 'reduced', 'off'] as const;
/** `full`: 20 frames per second. `reduced`: 4, without a spinner. `off`: one frame per event. */
export type Motion = (typeof motions)[number];

/** The replay speeds, slowest first. */
export const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

type Language = 'javascript' | 'python';

/** The facts about a scenario that a session uses. */
export type ScenarioInfo = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** The title of its group in the palette. */
	readonly group: string;
	readonly strategy: string;
	readonly limit: number;
	/** Returns the planned tasks for a seed. Empty if the programs run unchanged. */
	readonly tasks: (seed: number) => readonly {readonly id: string; readonly name: string; readonly latency?: number}[];
	/** The strategies, or the versions of the program, in the order of their keys. */
	readonly strategies: readonly {readonly name: string; readonly title: string; readonly limited: boolean}[];
	/** A lesson opens with its question, on this screen, and in this language unless the user selected one. */
	readonly lesson?: {readonly screen: ScreenName; readonly language: LanguageChoice};
	/** An exercise runs one file of the learner, named `file`. `hints`: the number of its hints. */
	readonly exercise?: {
		readonly hints: number;
		readonly language: Language;
		readonly file: string;
		/** The name of the next exercise. Undefined after the last one, and for an exercise that is not built in. */
		readonly next?: string | undefined;
	};
	/** Undefined for a built-in scenario. */
	readonly user?: UserLanguages;
	/** Whether the scenario is a saved run, which can be replayed but not run. */
	readonly saved?: boolean;
};

/**
 * The languages of the user's code. Code in one file runs in the language of that file; with a file for each language,
 * the user selects.
 */
export type UserLanguages = {
	readonly language: LanguageChoice;
	/** Whether the code is a command, whose trace has the language of its processes. */
	readonly isCommand?: true;
	/** Why the code runs in no other language. Undefined if it does. */
	readonly missing?: string;
	/** A notice to show when the code runs in both languages. */
	readonly both?: string;
	/** A notice to show when the code opens. */
	readonly notice?: string;
	/** Why the code does not run again when a file is saved, as a clause. Undefined if it can. */
	readonly unwatched?: string;
	/** A question to ask before anything runs, because the user's file runs nothing by itself. */
	readonly question?: UserQuestion;
};

/** `keys` names the key that runs the file. `flags` names the flags that do, without a period at the end. */
export type UserQuestion = {readonly keys: string; readonly flags: string};

export type StrategyInfo = {
	readonly name: string;
	readonly title: string;
	/** A shorter title for narrow screens. */
	readonly short?: string;
	readonly sentence: string;
	/** The construct that the strategy uses: `Promise.all`, `asyncio.gather`. */
	readonly construct: Readonly<Record<Language, string>>;
	/** What a language without this construct uses instead. Shown in place of `sentence`. */
	readonly nearest?: Readonly<Partial<Record<Language, string>>>;
	/** Whether the concurrency limit has an effect. */
	readonly limited: boolean;
};

/** The part of a lesson that a screen shows. */
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

/** The place of a lesson in the course. */
export type LessonPlace = {
	/** The lessons of its group in order: whether each is done, and whether it is the open one. */
	readonly group: readonly {readonly done: boolean; readonly current: boolean}[];
	/** The number among all lessons. The first is 1. */
	readonly number: number;
	readonly count: number;
	/** The lesson that `n` opens. Undefined if all others are done. */
	readonly next?: {readonly number: number; readonly title: string};
};

/** A row of the table of language differences. Each cell names a lesson that shows the difference. */
export type LanguageDifference = {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
};
