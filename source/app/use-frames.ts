import {useEffect, useRef} from 'react';
import type {Motion} from '../session/session.ts';

/** Milliseconds between two frames while something moves; with motion `off` only events are drawn, at most this often. */
const frameInterval = {full: 50, reduced: 250, off: 50} as const;

/**
 * Calls `draw` for each frame while something moves. With motion off only what has happened is drawn, when `told` is another number than
 * before: the clock alone changes nothing.
 */
export function useFrames(isMoving: boolean, motion: Motion, told: () => number, draw: () => void): void {
	const present = useRef({told, draw});
	present.current = {told, draw};
	useEffect(() => {
		if (!isMoving) {
			return;
		}

		// Not what has been told by now: that may be more than was drawn.
		let drawn: number | undefined;
		const timer = setInterval(() => {
			const now = present.current.told();
			if (motion !== 'off' || now !== drawn) {
				drawn = now;
				present.current.draw();
			}
		}, frameInterval[motion]);
		return () => clearInterval(timer);
	}, [isMoving, motion]);
}
