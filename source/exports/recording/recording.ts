import type {ScreenProps, Size} from '../../view/props.ts';
import type {Row} from './row.ts';

export type ThemeName = ScreenProps['session']['theme'];
export type Motion = ScreenProps['session']['motion'];

/**
 * What the screen shows over time, not drawn yet: a replay of traces. All times are ms of the recording, whatever its
 * speed.
 */
export type RecordingSource = {
	readonly title: string;
	readonly duration: number;
	/**
	 * Returns the props at a moment, which must not be before that of the previous call. Returns the same object if
	 * nothing changed, so that nothing is drawn.
	 */
	readonly at: (ms: number) => FrameProps;
	readonly markers: readonly Marker[];
	readonly keys: readonly PressedKey[];
};

/** The props of the screen, without those that are the same for all frames. */
export type FrameProps = Omit<ScreenProps, 'size' | 'theme' | 'glyphs' | 'spinner'> & {
	/** Whether something runs, so that the spinner turns. */
	readonly moving: boolean;
};

/** A moment that a viewer may want to jump to. */
export type Marker = {
	readonly at: number;
	/**
	 * `start`: lanes started. `settle`: lanes were done. `fail`: failed, timed out or cancelled. `block`: the loop is
	 * blocked. `chapter`: named by a script.
	 */
	readonly kind: 'start' | 'settle' | 'fail' | 'block' | 'chapter';
	readonly words: string;
};

export type PressedKey = {
	readonly at: number;
	/** The name of the key: `s`, `space`, `enter`, `up`. */
	readonly key: string;
	/** What it does: `sequential ↔ concurrent`. */
	readonly words: string;
};

/** A text that a script shows below the screen, with its times in ms. */
export type Caption = {readonly from: number; readonly to: number; readonly text: string};

/** Frames as every format encodes them. Each different row is stored once; frames refer to rows by index. */
export type Recording = {
	readonly title: string;
	readonly size: Size;
	readonly theme: ThemeName;
	readonly rows: readonly Row[];
	/** Each differs from the previous one. The first is at 0; a still has only one. */
	readonly frames: readonly Frame[];
	/** ms. The last frame stays until then. */
	readonly duration: number;
	readonly markers: readonly Marker[];
	readonly keys: readonly PressedKey[];
	/** In order; they do not overlap. */
	readonly captions: readonly Caption[];
	/** The narration of the run, in the same form as the captions. */
	readonly narrations: readonly Caption[];
};

export type Frame = {
	readonly at: number;
	/** Indices into the rows of the recording, one for each row of the screen. */
	readonly rows: readonly number[];
};

/**
 * Returns the sentences that describe a recording: its captions, or else each narration that is shown for a second or
 * longer.
 */
export function sentencesOf({captions, narrations}: Pick<Recording, 'captions' | 'narrations'>): readonly Caption[] {
	return captions.length > 0 ? captions : narrations.filter(({from, to}) => from === to || to - from >= readableMs);
}

/**
 * Returns these sentences as one text, which screen readers announce for an image. At most 1,000 characters, cut
 * between two sentences.
 */
export function descriptionOf(recording: Pick<Recording, 'captions' | 'narrations'>): string {
	let text = '';
	for (const sentence of new Set(sentencesOf(recording).map(({text}) => text))) {
		const more = text === '' ? sentence : `${text} ${sentence}`;
		if (more.length > maxDescription) break;
		text = more;
	}
	return text;
}

const maxDescription = 1000;

/** ms that a sentence needs to be read. */
const readableMs = 1000;

/** Returns the text of a frame, one string per row, without colors and trailing spaces. */
export function textOf(recording: Recording, frame: Frame): readonly string[] {
	return frame.rows.map(index => recording.rows[index]?.text ?? '');
}
