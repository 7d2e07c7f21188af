import type {ClaimResult} from '../../model/analysis/claim.ts';
import {compare} from '../../model/analysis/comparison.ts';
import type {Model} from '../../model/model.ts';
import type {Narration} from '../../model/narration/narrate.ts';
import type {ScrubMark} from '../../model/scrub-marks.ts';
import type {Session} from '../../session/session.ts';
import {comparisonIn} from '../../session/session.ts';
import {fitsDashboard, fitsPair, fitsSmall} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {withKeyDisplay} from '../panels/key-display.ts';
import {fitToScreen, Rows} from '../rows.tsx';
import type {Theme} from '../theme.ts';
import {comparisonScreen} from './comparison.ts';
import {dashboard} from './dashboard.ts';
import {eventLoop} from './event-loop.ts';
import {keyDifferences} from './key-differences.ts';
import {withOverlay} from './overlay.ts';
import {picker} from './picker.ts';
import {question} from './question.ts';
import {sideBySideScreen} from './side-by-side.ts';
import {smallDashboard} from './small-dashboard.ts';
import {tooSmall} from './too-small.ts';

/** Everything that a screen is drawn from. The same props give the same picture. */
export type ScreenProps = {
	/** The run at the moment to show. Before anything has started: a model of the description alone. */
	readonly model: Model;
	/** The run before, drawn as a ghost behind this one if it did the same work and ended well. */
	readonly previous?: Model | undefined;
	/** The number of that run in the history, where it is not simply the run before. */
	readonly ghost?: number | undefined;
	/** The same work in Python at the same moment, where both languages run; then `model` is JavaScript's. */
	readonly beside?: Model | undefined;
	/** The run before of that. */
	readonly previousBeside?: Model | undefined;
	readonly ghostBeside?: number | undefined;
	/** A sequential run of the same work, for the speed-up and the forecast; and that of the other language. */
	readonly sequential?: Model | undefined;
	readonly sequentialBeside?: Model | undefined;
	readonly session: Session;
	/** The strategies, or the versions of a lesson's program, in the order of their keys, 1 to 9. */
	readonly strategies: readonly StrategyInfo[];
	/** For the footer, the most useful first. */
	readonly hints: readonly Hint[];
	readonly help: readonly HelpGroup[];
	/** What the find overlay's filter has found. */
	readonly found: readonly CatalogItem[];
	/** The lesson that the scenario is, if it is one. */
	readonly lesson?: LessonProps | undefined;
	readonly keyDifferences: readonly LanguageDifference[];
	/** Where the playhead is, while it is not at the present. */
	readonly scrub?: Scrub | undefined;
	/** The shown runs when all of them are over, wherever the playhead is: what is said of the whole is said of these. */
	readonly whole?: {readonly model: Model; readonly beside?: Model | undefined} | undefined;
	/** The runs of the sitting that are over, the last first, at their ends; `id`: the number of each. */
	readonly history?:
		| readonly {readonly id: number; readonly models: readonly Model[]; readonly isShown: boolean}[]
		| undefined;
	/** The runs that are compared, in the order in which they run; of one that has not begun, the model of its description. */
	readonly compared?: {readonly models: readonly Model[]; readonly isOver: boolean} | undefined;
	/** What the run can be written as, by the ending of the file; where that is asked for. */
	readonly formats?: readonly {readonly extension: string; readonly words: string}[] | undefined;
	/** Whether the run was saved: then no key runs anything. */
	readonly isSaved?: boolean | undefined;
	/** A file that is being written, and how much of it is done. */
	readonly writing?: {readonly file: string; readonly percent: number} | undefined;
	/** How much of a long run that was saved has been read, in per cent: the rest of it cannot be shown yet. */
	readonly reading?: number | undefined;
	/** The key that was pressed last, by its name in `keys.ts`, and what it does; where keys are to be seen, and only for a while. */
	readonly pressed?: {readonly key: string; readonly words: string} | undefined;
	readonly size: Size;
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	/** Counts the frames drawn while motion is full; absent otherwise. */
	readonly spinner?: number | undefined;
};

/** The playhead, in ms on the clock of the runs. */
export type Scrub = {
	readonly at: number;
	/** Their end; of those that go on, the present moment. */
	readonly end: number;
	/** When the first of them began; nothing before it is shown. */
	readonly startedAt: number;
	/** Of the replay: 2 is twice as fast as it happened. */
	readonly speed: number;
	/** Whether the playhead moves. */
	readonly plays: boolean;
	/** Whether the runs go on meanwhile. */
	readonly isRunning: boolean;
	/** In any order. */
	readonly marks: readonly ScrubMark[];
	/** What happened last. */
	readonly narration?: Narration | undefined;
};

type Language = Model['description']['language'];

/** Of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

export type StrategyInfo = {
	readonly name: string;
	readonly title: string;
	/** Where there is no room for the title. */
	readonly short?: string;
	readonly sentence: string;
	/** What it stands for: `Promise.all`, `asyncio.gather`. */
	readonly construct: Readonly<Record<Language, string>>;
	/** Said in place of the sentence where a language has no such thing. */
	readonly nearest?: Readonly<Partial<Record<Language, string>>>;
	/** Whether the concurrency limit matters. */
	readonly limited: boolean;
};

export type Hint = {
	readonly keys: string;
	readonly words: string;
	/** Never dropped, however narrow the terminal. */
	readonly always: boolean;
	/** Of use only where code or lanes have no room. */
	readonly onlyCut?: boolean;
};

export type HelpGroup = {
	readonly title: string;
	readonly rows: readonly {readonly keys: string; readonly words: string}[];
};

/** An entry of the picker. */
export type CatalogItem = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** The heading that it stands under; entries of one group follow each other. */
	readonly group: string;
	/** What opens it, behind the name of the command: `two`, `lesson cook`, `./my-lesson`. */
	readonly invocation: string;
	/** Of a lesson. */
	readonly lesson?: {readonly minutes: number; readonly done: boolean; readonly question: string};
};

export type LessonProps = {
	readonly title: string;
	readonly group: string;
	readonly question: string;
	/** The three answers; the fourth, "I don't know", goes without saying. */
	readonly answers: readonly {readonly letter: 'a' | 'b' | 'c'; readonly text: string}[];
	readonly right: 'a' | 'b' | 'c';
	/** What was claimed of this version, in the languages that run, as far as it can be said; empty until the runs have ended. */
	readonly claimResults: readonly ClaimResult[];
	readonly why: readonly {readonly text: string; readonly link: string}[];
	readonly tries: readonly {readonly keys: string; readonly text: string}[];
};

/** A row of the table of what differs between the languages; each cell names the lesson that shows it. */
export type LanguageDifference = {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
};

/** What the app mounts: the dashboard, in the form that fits the terminal, and what lies over it. */
export function Screen(props: ScreenProps) {
	return <Rows {...props} lines={screenRows(props)} />;
}

/** The rows that the screen shows, not painted yet: what a recording is made of, at a tenth of what mounting them costs. */
export function screenRows(props: ScreenProps): readonly Line[] {
	// Only a run of the same work can stand behind this one.
	const sameWork = (model: Model | undefined, before: Model | undefined) =>
		model && compare(model, before) ? before : undefined;
	const previous = sameWork(props.model, props.previous);
	const previousBeside = sameWork(props.beside, props.previousBeside);
	const rows = fitToScreen(lines({...props, previous, previousBeside}), props);
	return props.pressed ? withKeyDisplay(rows, props.pressed, props) : rows;
}

function lines(props: ScreenProps): readonly Line[] {
	return fitsSmall(props.size) ? withOverlay(screenLines(props), props) : tooSmall(props);
}

function screenLines(props: ScreenProps): readonly Line[] {
	const {overlay, screen} = props.session;
	if (overlay?.kind === 'question' && props.lesson) {
		return question(props);
	}
	if (overlay?.kind === 'find') {
		return picker(props, overlay);
	}
	const comparison = comparisonIn(props.session);
	if (comparison) {
		return comparisonScreen(props, comparison);
	}
	if (screen === 'loop') {
		return eventLoop(props);
	}
	return screen === 'differences' ? keyDifferences(props) : runScreen(props);
}

function runScreen(props: ScreenProps): readonly Line[] {
	if (props.beside && fitsPair(props.size)) {
		return sideBySideScreen(props, props.beside);
	}
	return fitsDashboard(props.size) ? dashboard(props) : smallDashboard(props);
}
