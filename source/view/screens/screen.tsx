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

/** Everything that a screen is drawn from. The same props give the same screen. */
export type ScreenProps = {
	/** The run at the moment shown. Before the start, a model of the description alone. */
	readonly model: Model;
	/** The previous run, drawn as a ghost if it did the same work and reached its end. */
	readonly previous?: Model | undefined;
	/** The number of the previous run in the history, if it is not the run just before. */
	readonly ghost?: number | undefined;
	/** The same work in Python at the same moment, if both languages run; `model` is then the run in JavaScript. */
	readonly beside?: Model | undefined;
	/** The previous run in Python, if both languages run. */
	readonly previousBeside?: Model | undefined;
	readonly ghostBeside?: number | undefined;
	/** A sequential run of the same work, for the speed-up and the forecast, in each language. */
	readonly sequential?: Model | undefined;
	readonly sequentialBeside?: Model | undefined;
	readonly session: Session;
	/** The strategies, or the versions of a lesson's program, in the order of their keys, 1 to 9. */
	readonly strategies: readonly StrategyInfo[];
	/** The keys for the footer, most useful first. */
	readonly hints: readonly Hint[];
	readonly help: readonly HelpGroup[];
	/** What the filter of the picker has found. */
	readonly found: readonly CatalogItem[];
	/** Undefined if the scenario is not a lesson. */
	readonly lesson?: LessonProps | undefined;
	readonly keyDifferences: readonly LanguageDifference[];
	/** The replay. Undefined while the newest moment is shown. */
	readonly scrub?: Scrub | undefined;
	/**
	 * The shown runs at their ends, wherever the playhead is, for the texts on the whole run. Undefined while one still
	 * runs.
	 */
	readonly whole?: {readonly model: Model; readonly beside?: Model | undefined} | undefined;
	/** The finished runs of this session, at their ends, latest first. `id`: the number of a run. */
	readonly history?:
		| readonly {readonly id: number; readonly models: readonly Model[]; readonly isShown: boolean}[]
		| undefined;
	/** The compared runs in the order in which they run. A run that has not started is the model of its description. */
	readonly compared?: {readonly models: readonly Model[]; readonly isOver: boolean} | undefined;
	/** The formats to save the run in, by file extension. Undefined unless the export menu is open. */
	readonly formats?: readonly {readonly extension: string; readonly words: string}[] | undefined;
	/** Whether the run is a saved one: then no key starts a run. */
	readonly isSaved?: boolean | undefined;
	/** The file that is being written, and its progress. */
	readonly writing?: {readonly file: string; readonly percent: number} | undefined;
	/** How much of a long saved run has been read, in percent. The rest cannot be shown yet. */
	readonly reading?: number | undefined;
	/**
	 * The last key pressed, by its name in `keys.ts`, and what it does. Only for a moment, and only if keys are
	 * displayed.
	 */
	readonly pressed?: {readonly key: string; readonly words: string} | undefined;
	readonly size: Size;
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	/** Counts the frames with full motion. Undefined without. */
	readonly spinner?: number | undefined;
};

/** The playhead, in ms on the clock of the runs. */
export type Scrub = {
	readonly at: number;
	/** The end of the runs, or the newest moment while they run. */
	readonly end: number;
	/** When the first of the runs started. Nothing before it is shown. */
	readonly startedAt: number;
	/** The speed of the replay: 2 is twice as fast as the run. */
	readonly speed: number;
	/** Whether the playhead moves. */
	readonly plays: boolean;
	/** Whether the runs are still in progress. */
	readonly isRunning: boolean;
	/** In any order. */
	readonly marks: readonly ScrubMark[];
	/** The latest event as a sentence. */
	readonly narration?: Narration | undefined;
};

type Language = Model['description']['language'];

/** The size of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

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

export type Hint = {
	readonly keys: string;
	readonly words: string;
	/** Never dropped, however narrow the terminal. */
	readonly always: boolean;
	/** Only useful when code or lanes are cut. */
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
	/** The title of its group. Entries of one group follow each other. */
	readonly group: string;
	/** What opens it on the command line, after the name of the command: `two`, `lesson cook`, `./my-lesson`. */
	readonly invocation: string;
	/** Undefined if the entry is not a lesson. */
	readonly lesson?: {readonly minutes: number; readonly done: boolean; readonly question: string};
};

export type LessonProps = {
	readonly title: string;
	readonly group: string;
	readonly question: string;
	/** The three answers of the lesson. The fourth, "I don't know", is always added. */
	readonly answers: readonly {readonly letter: 'a' | 'b' | 'c'; readonly text: string}[];
	readonly right: 'a' | 'b' | 'c';
	/**
	 * The claims about this version in the languages that run, as far as they can be checked. Empty until the runs have
	 * ended.
	 */
	readonly claimResults: readonly ClaimResult[];
	readonly why: readonly {readonly text: string; readonly link: string}[];
	readonly tries: readonly {readonly keys: string; readonly text: string}[];
};

/** A row of the table of language differences. Each cell names the lesson that shows the difference. */
export type LanguageDifference = {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
};

/** The screen that the app mounts: the one that fits the terminal, with its overlay. */
export function Screen(props: ScreenProps) {
	return <Rows {...props} lines={screenRows(props)} />;
}

/** The rows of the screen before they are painted. Recordings use them, at a tenth of the cost of mounting. */
export function screenRows(props: ScreenProps): readonly Line[] {
	// Only a run of the same work can be the ghost.
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
