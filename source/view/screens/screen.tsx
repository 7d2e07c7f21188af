import {compare} from '../../model/comparison.ts';
import type {Model} from '../../model/model.ts';
import type {Session} from '../../session.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import type {Theme} from '../theme.ts';
import {fitsDashboard, fitsPair, fitsSmall} from './breakpoints.ts';
import {dashboard} from './dashboard.ts';
import {withOverlay} from './overlay.ts';
import {pair} from './pair.ts';
import {Rows} from './rows.tsx';
import {small} from './small.ts';
import {tooSmall} from './too-small.ts';

/** Everything that a screen is drawn from. The same props give the same picture. */
export type ScreenProps = {
	/** The run at the moment to show. Before anything has started: a model of the description alone. */
	readonly model: Model;
	/** The run before, drawn as a ghost behind this one if it did the same work and ended well. */
	readonly previous?: Model | undefined;
	/** The same work in Python at the same moment, where both languages run; then `model` is JavaScript's. */
	readonly beside?: Model | undefined;
	/** A sequential run of the same work, for the speed-up. */
	readonly sequential?: Model | undefined;
	readonly session: Session;
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly StrategyWords[];
	/** For the footer, the most useful first. */
	readonly hints: readonly Hint[];
	readonly help: readonly HelpGroup[];
	/** What the find overlay's filter has found. */
	readonly found: readonly Found[];
	readonly size: Size;
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	/** Counts the frames drawn while motion is full; absent otherwise. */
	readonly spinner?: number | undefined;
};

type Language = Model['description']['language'];

/** Of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

export type StrategyWords = {
	readonly name: string;
	readonly title: string;
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
};

export type HelpGroup = {
	readonly title: string;
	readonly rows: readonly {readonly keys: string; readonly words: string}[];
};

export type Found = {readonly name: string; readonly title: string; readonly sentence: string};

/** What the app mounts: the dashboard, in the form that fits the terminal, and what lies over it. */
export function Screen(props: ScreenProps) {
	// Only a run of the same work can stand behind this one.
	const previous = compare(props.model, props.previous) ? props.previous : undefined;
	return <Rows {...props} lines={lines({...props, previous})} />;
}

function lines(props: ScreenProps): readonly Line[] {
	return fitsSmall(props.size) ? withOverlay(picture(props), props) : tooSmall(props);
}

function picture(props: ScreenProps): readonly Line[] {
	if (props.beside && fitsPair(props.size)) {
		return pair(props, props.beside);
	}
	return fitsDashboard(props.size) ? dashboard(props) : small(props);
}
