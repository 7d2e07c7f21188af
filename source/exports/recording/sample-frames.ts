import {keyDisplayMs} from '../../view/panels/key-display.ts';
import type {Steps} from '../time-slicing.ts';
import {runToEnd} from '../time-slicing.ts';
import type {FrameOptions} from './frame-recorder.ts';
import {createFrameRecorder} from './frame-recorder.ts';
import type {FrameProps, Motion, PressedKey, Recording, RecordingSource} from './recording.ts';

export type SampleOptions = FrameOptions & {
	/** `reduced`: no spinner, at most 4 frames a second. `off`: no spinner; a replay then shows a new frame only for an event. */
	readonly motion?: Motion;
	/** Frames a second of the film. */
	readonly fps?: number;
	/** ms that the last frame stays. */
	readonly tailMs?: number;
	/** Draws each key that was pressed, and what it does, at the bottom right. */
	readonly showKeys?: boolean;
};

/**
 * Draws the dashboard at moments that are `fps` apart and at the very end, and keeps the frames that differ from the ones before
 * them. The same footage and options give the same film.
 */
export function sampleFrames(source: RecordingSource, options: SampleOptions = {}): Recording {
	return runToEnd(sampleFramesInSteps(source, options));
}

/** The same, a frame a step. */
export function* sampleFramesInSteps(source: RecordingSource, options: SampleOptions = {}): Steps<Recording> {
	const {motion = 'full', fps = 20, tailMs = 2000, showKeys = false} = options;
	const recorder = createFrameRecorder(options);
	let drawn: {readonly props: FrameProps; readonly pressed: unknown} | undefined;
	for (const at of moments(source.duration, motion === 'reduced' ? Math.min(fps, 4) : fps)) {
		const props = source.at(at);
		const pressed = showKeys ? keyAt(source.keys, at) : undefined;
		const spins = props.moving && motion === 'full';
		if (!drawn || props !== drawn.props || pressed !== drawn.pressed || spins) {
			drawn = {props, pressed};
			recorder.add(at, pressed ? {...props, pressed} : props, spins);
		}
		yield source.duration > 0 ? at / source.duration : 1;
	}
	return recorder.finish({...source, duration: source.duration + tailMs});
}

/** The key that is to be seen at a moment: the last that was pressed. */
function keyAt(keys: readonly PressedKey[], at: number): PressedKey | undefined {
	return keys.findLast(key => key.at <= at && at < key.at + keyDisplayMs);
}

/** Whole milliseconds, the first 0 and the last the duration; none just before it. */
function* moments(duration: number, fps: number): Generator<number> {
	const last = Math.round(duration);
	for (let index = 0; ; index++) {
		const at = Math.round((index * 1000) / fps);
		if (at >= last || (index > 0 && at > last - 500 / fps)) {
			break;
		}
		yield at;
	}
	yield last;
}
