import {useEffect, useRef} from 'react';
import type {Motion} from '../session/session.ts';

/** Milliseconds between two frames while something moves; with motion `off` only events are drawn, at most this often. */
const frameInterval = {full: 50, reduced: 250, off: 50} as const;

/**
 * Calls `draw` for each frame while something moves. With motion off only what has happened is drawn, when `told` is another number than
 * before: the clock alone changes nothing.
 */
export function useFrames(isMoving: boolean, motion: Motion, told: () => number, draw: () => void): void {
	// What was told when it was drawn last: more may have come by the time at which the timer begins.
	const present = useRef({told, draw, drawn: 0});
	present.current = {told, draw, drawn: told()};
	useEffect(() => {
		if (!isMoving) {
			return;
		}

		const timer = setInterval(() => {
			const {told, draw, drawn} = present.current;
			if (motion !== 'off' || told() !== drawn) {
				draw();
			}
		}, frameInterval[motion]);
		return () => clearInterval(timer);
	}, [isMoving, motion]);
}
