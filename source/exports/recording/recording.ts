import type {ScreenProps, Size} from '../../view/props.ts';
import type {Row} from './row.ts';

export type ThemeName = ScreenProps['session']['theme'];
export type Motion = ScreenProps['session']['motion'];

/**
 * The dashboard over time, before it is drawn: what a replay of traces gives, or a sitting of which somebody kept the keys. All
 * times are ms of the film, whatever the speed at which it shows the runs.
 */
export type RecordingSource = {
	readonly title: string;
	readonly duration: number;
	/**
	 * What the screen is drawn from at a moment. Asked for moments that never fall; the same object as before where nothing
	 * has changed, and then nothing is drawn.
	 */
	readonly at: (ms: number) => FrameProps;
	readonly markers: readonly Marker[];
	readonly keys: readonly PressedKey[];
};

/** Props of a screen, without what the film decides for all its frames. */
export type FrameProps = Omit<ScreenProps, 'size' | 'theme' | 'glyphs' | 'spinner'> & {
	/** Whether something runs, so that a spinner turns. */
	readonly moving: boolean;
};

/** Something that a viewer may want to go to. */
export type Marker = {
	readonly at: number;
	/** `start`: lanes started. `settle`: lanes settled well. `fail`: failed, timed out or cancelled. `block`: the loop is blocked. */
	readonly kind: 'start' | 'settle' | 'fail' | 'block';
	readonly words: string;
};

export type PressedKey = {
	readonly at: number;
	/** As the keyboard calls it: `s`, `space`, `enter`, `up`. */
	readonly key: string;
	/** What it does: `sequential ↔ concurrent`. */
	readonly words: string;
};

/** Frames as every format takes them. Rows are told apart once and for all: a frame names them by their index. */
export type Recording = {
	readonly title: string;
	readonly size: Size;
	readonly theme: ThemeName;
	readonly rows: readonly Row[];
	/** Each differs from the one before it; the first is at 0, a still has no other. */
	readonly frames: readonly Frame[];
	/** ms; the last frame stays until then. */
	readonly duration: number;
	readonly markers: readonly Marker[];
	readonly keys: readonly PressedKey[];
};

export type Frame = {
	readonly at: number;
	/** Indices into the film's rows, one for each row of the screen. */
	readonly rows: readonly number[];
};

/** The text of a frame, as a terminal shows it, without colours: one string a row, no blanks at their ends. */
export function textOf(recording: Recording, frame: Frame): readonly string[] {
	return frame.rows.map(index => recording.rows[index]?.text ?? '');
}
