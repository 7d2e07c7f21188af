import {keyDisplayMs} from '../../view/panels/key-display.ts';
import type {Steps} from '../time-slicing.ts';
import {runToEnd} from '../time-slicing.ts';
import {frameRate} from './frame-rate.ts';
import type {FrameOptions} from './frame-recorder.ts';
import {createFrameRecorder} from './frame-recorder.ts';
import type {FrameProps, Motion, PressedKey, Recording, RecordingSource} from './recording.ts';

export type SampleOptions = FrameOptions & {
	/**
	 * `reduced`: no spinner, at most 4 frames per second. `off`: no spinner, and a replay draws a new frame only for an
	 * event.
	 */
	readonly motion?: Motion;
	/** Frames per second. */
	readonly fps?: number;
	/** ms for which the last frame is shown. */
	readonly tailMs?: number;
	/** Whether to draw each pressed key and its effect at the bottom right. */
	readonly showKeys?: boolean;
};

/**
 * Draws the screen at moments that are `fps` apart and at the very end, and keeps the frames that differ. The same
 * source and options give the same recording.
 */
export function sampleFrames(source: RecordingSource, options: SampleOptions = {}): Recording {
	return runToEnd(sampleFramesInSteps(source, options));
}

/** Does what `sampleFrames` does, one frame per step. */
export function* sampleFramesInSteps(source: RecordingSource, options: SampleOptions = {}): Steps<Recording> {
	const {motion = 'full', fps = 20, tailMs = 2000, showKeys = false} = options;
	const recorder = createFrameRecorder(options);
	let drawn: {readonly props: FrameProps; readonly pressed: unknown} | undefined;
	const rate = frameRate(source.duration, motion === 'reduced' ? Math.min(fps, 4) : fps);
	for (const at of moments(source.duration, rate)) {
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

/** Returns the last key that was pressed before a moment, if it is still displayed. */
function keyAt(keys: readonly PressedKey[], at: number): PressedKey | undefined {
	return keys.findLast(key => key.at <= at && at < key.at + keyDisplayMs);
}

/** Yields the moments to draw, in whole ms: from 0 to the duration, with none just before the last. */
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
