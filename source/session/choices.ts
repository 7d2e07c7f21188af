export const screenNames = ['dashboard', 'loop', 'differences'] as const;
/** The run, the event loop that it runs on, and the table of what differs between the languages. */
export type ScreenName = (typeof screenNames)[number];

export const answers = ['a', 'b', 'c', 'unsure'] as const;
export type Answer = (typeof answers)[number];

export const languageChoices = ['javascript', 'python', 'both'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export const themeNames = ['dark', 'light', 'terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const zooms = ['code', 'lanes'] as const;
/** `code`: it, or what happened in its place, without the lanes. `lanes`: they without it. */
export type Zoom = (typeof zooms)[number];

export const motions = ['full', 'reduced', 'off'] as const;
/** `full`: 20 frames a second. `reduced`: no spinner, 4 a second. `off`: redrawn on events only. */
export type Motion = (typeof motions)[number];

/** The speeds of the replay, from the slowest. */
export const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

type Language = 'javascript' | 'python';

/** A scenario, as far as a session is concerned. */
export type ScenarioInfo = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** Where the picker lists it. */
	readonly group: string;
	readonly strategy: string;
	readonly limit: number;
	/** None where its programs run as they are. */
	readonly tasks: (seed: number) => readonly {readonly id: string; readonly name: string; readonly latency?: number}[];
	/** In the order of their keys: the strategies, or the versions of its program. */
	readonly strategies: readonly {readonly name: string; readonly title: string; readonly limited: boolean}[];
	/** Whether it is a lesson: it opens with its question, on this screen, in both languages unless the user has chosen. */
	readonly lesson?: {readonly screen: ScreenName; readonly language: LanguageChoice};
	/** Of what is the user's own. */
	readonly user?: UserLanguages;
	/** A saved run: it is there to be looked at, and nothing can be run. */
	readonly saved?: boolean;
};

/** What is the user's own runs in the language of its file, or, if it is there in both, in what the user chooses. */
export type UserLanguages = {
	readonly language: LanguageChoice;
	/** Why it runs in no other language, if so. */
	readonly missing?: string;
	/** What is worth saying before it runs in both. */
	readonly both?: string;
	/** What is worth saying when it opens. */
	readonly notice?: string;
};

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

/** An entry of the picker. */
export type CatalogItem = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** The title of its group. Entries of one group follow each other. */
	readonly group: string;
	/** What opens it on the command line, after the name of the command: `two`, `lesson cook`, `./my-lesson`. */
	readonly invocation: string;
	/** Undefined if the entry is not a lesson. */
	readonly lesson?: {readonly minutes: number; readonly done: boolean; readonly question: string};
};

/** A lesson, as far as a screen shows it. */
export type LessonInfo = {
	readonly title: string;
	readonly group: string;
	readonly question: string;
	/** The three answers of the lesson. The fourth, "I don't know", is always added. */
	readonly answers: readonly {readonly letter: 'a' | 'b' | 'c'; readonly text: string}[];
	readonly right: 'a' | 'b' | 'c';
	readonly why: readonly {readonly text: string; readonly link: string}[];
	readonly tries: readonly {readonly keys: string; readonly text: string}[];
};

/** A row of the table of language differences. Each cell names the lesson that shows the difference. */
export type LanguageDifference = {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
};
