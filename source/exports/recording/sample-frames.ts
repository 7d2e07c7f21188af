import {keyShownFor} from '../../view/panels/key-display.ts';
import type {Steps} from '../time-slicing.ts';
import {inOneGo} from '../time-slicing.ts';
import type {CameraOptions} from './frame-recorder.ts';
import {startCamera} from './frame-recorder.ts';
import type {Film, Footage, Motion, PressedKey, Scenery} from './recording.ts';

export type ShootOptions = CameraOptions & {
	/** `reduced`: no spinner, at most 4 frames a second. `off`: no spinner; a replay then shows a new frame only for an event. */
	readonly motion?: Motion;
	/** Frames a second of the film. */
	readonly fps?: number;
	/** ms that the last frame stays. */
	readonly hold?: number;
	/** Draws each key that was pressed, and what it does, at the bottom right. */
	readonly showKeys?: boolean;
};

/**
 * Draws the dashboard at moments that are `fps` apart and at the very end, and keeps the frames that differ from the ones before
 * them. The same footage and options give the same film.
 */
export function shoot(footage: Footage, options: ShootOptions = {}): Film {
	return inOneGo(shootInSteps(footage, options));
}

/** The same, a frame a step. */
export function* shootInSteps(footage: Footage, options: ShootOptions = {}): Steps<Film> {
	const {motion = 'full', fps = 20, hold = 2000, showKeys = false} = options;
	const camera = startCamera(options);
	let drawn: {readonly scenery: Scenery; readonly pressed: unknown} | undefined;
	for (const at of moments(footage.duration, motion === 'reduced' ? Math.min(fps, 4) : fps)) {
		const scenery = footage.at(at);
		const pressed = showKeys ? keyAt(footage.keys, at) : undefined;
		const spins = scenery.moving && motion === 'full';
		if (!drawn || scenery !== drawn.scenery || pressed !== drawn.pressed || spins) {
			drawn = {scenery, pressed};
			camera.take(at, pressed ? {...scenery, pressed} : scenery, spins);
		}
		yield footage.duration > 0 ? at / footage.duration : 1;
	}
	return camera.develop({...footage, duration: footage.duration + hold});
}

/** The key that is to be seen at a moment: the last that was pressed. */
function keyAt(keys: readonly PressedKey[], at: number): PressedKey | undefined {
	return keys.findLast(key => key.at <= at && at < key.at + keyShownFor);
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
