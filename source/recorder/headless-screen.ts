import type {FrameOptions} from '../exports/recording/frame-recorder.ts';
import {createFrameRecorder} from '../exports/recording/frame-recorder.ts';
import {markersOf} from '../exports/recording/markers.ts';
import type {Marker, PressedKey, Recording} from '../exports/recording/recording.ts';
import type {Model} from '../model/model.ts';
import {comparisonIn} from '../session/overlay.ts';
import type {ScreenProps} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import type {Status} from '../view/run-status.ts';
import {hasNoProgram, status} from '../view/run-status.ts';

export type HeadlessScreenOptions = FrameOptions & {
	/** Frames per second of the recording. The app itself decides when it draws. */
	readonly fps: number;
	/** ms since the start of the recording, a whole number. */
	readonly now: () => number;
	/** ms for which the last frame is shown. Default: 2000. */
	readonly tailMs?: number;
	/** Called with the moment of each frame, ms. */
	readonly onFrame?: (at: number) => void;
};

/** What the app shows. */
export type ShownFrame = {readonly props: ScreenProps; readonly text: () => readonly string[]};

/** Whether nothing moves: everything that started has ended or is paused. */
export function isAtRest({props: {session, runs, compared, glyphs}}: ShownFrame): boolean {
	if (comparisonIn(session)) {
		return compared?.hasEnded ?? false;
	}
	return modelsOf(runs).every(each => {
		// A version without a program in this language never runs.
		return hasNoProgram(each) || !movingStatuses.includes(status(each, session, glyphs, undefined).word);
	});
}

const movingStatuses: readonly Status['word'][] = ['STARTING', 'RUNNING', 'BLOCKED'];

/** Whether one of the rows contains a text. */
export const showsText =
	(text: string) =>
	({text: rows}: ShownFrame): boolean =>
		rows().some(row => row.includes(text));

/** Replaces the screen component while recording and captures its props. */
export function createHeadlessScreen({fps, now, tailMs = 2000, onFrame, ...options}: HeadlessScreenOptions) {
	const recorder = createFrameRecorder(options);
	const markers: Marker[] = [];
	const running = new Set<unknown>();
	let latest: ScreenProps | undefined;
	/** The moment of the newest frame, and the earliest of the next one, ms. */
	let [newest, earliest] = [0, 0];
	let onShown = () => {};

	/** Adds the markers of a run after it ended. */
	const mark = (model: Model) => {
		if (model.phase !== 'ended') {
			running.add(model.description);
		} else if (running.delete(model.description)) {
			const start = now() - model.at;
			markers.push(...markersOf([model]).map(marker => ({...marker, at: Math.max(0, Math.round(start + marker.at))})));
		}
	};

	const recordFrame = (props: ScreenProps) => {
		const {size: _size, theme: _theme, glyphs: _glyphs, spinner, ...frameProps} = props;
		// Rounds up: nothing is shown before it happened.
		const slot = Math.round((Math.ceil((now() * fps) / 1000) * 1000) / fps);
		newest = latest ? Math.max(slot, earliest) : 0;
		recorder.add(newest, {...frameProps, moving: spinner !== undefined}, spinner !== undefined);
		latest = props;
		modelsOf(props.runs).forEach(mark);
		onShown();
		onFrame?.(now());
	};

	return {
		/** The component to mount instead of the screen. */
		screen(props: ScreenProps) {
			recordFrame(props);
			return null;
		},
		shown(): ScreenProps {
			if (!latest) {
				throw new Error('nothing has been drawn yet');
			}
			return latest;
		},
		/**
		 * Returns the current moment, in ms, at which the latest frame is shown. The next frame will be later, so that it
		 * cannot replace this one.
		 */
		keepFrame(): number {
			const moment = Math.max(now(), newest);
			earliest = moment + 1;
			return moment;
		},
		/** Whether the latest frame meets a condition. */
		meets: (condition: (frame: ShownFrame) => boolean) =>
			latest !== undefined && condition({props: latest, text: recorder.text}),
		/** Resolves when a frame meets the condition. Rejects if the signal is aborted first. */
		async waitFor(condition: (frame: ShownFrame) => boolean, signal: AbortSignal): Promise<void> {
			const met = Promise.withResolvers<void>();
			const fail = () => met.reject(signal.reason);
			onShown = () => {
				if (latest && condition({props: latest, text: recorder.text})) {
					met.resolve();
				}
			};
			signal.addEventListener('abort', fail);
			try {
				signal.throwIfAborted();
				onShown();
				await met.promise;
			} finally {
				onShown = () => {};
				signal.removeEventListener('abort', fail);
			}
		},
		/** Ends the recording. Undefined if nothing was drawn. */
		finish(keys: readonly PressedKey[]): Recording | undefined {
			if (!latest) {
				return undefined;
			}
			const title = latest.runs[0].model.description.scenario.title;
			const sorted = markers.toSorted((one, other) => one.at - other.at);
			return recorder.finish({title, duration: now() + tailMs, markers: sorted, keys});
		},
	};
}
