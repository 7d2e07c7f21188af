import {useEffect, useRef} from 'react';
import type {Motion} from '../session/choices.ts';

/** Milliseconds between two frames while something moves; with motion `off` only events are drawn, at most this often. */
const frameMs = {full: 50, reduced: 250, off: 50} as const;

/**
 * Calls `draw` for each frame while something moves. With motion off only what has happened is drawn, when `told` is another number than
 * before: the clock alone changes nothing.
 */
export function useFrameTimer(isMoving: boolean, motion: Motion, version: () => number, draw: () => void): void {
	// What was told when it was drawn last: more may have come by the time at which the timer begins.
	const latest = useRef({version, draw, drawn: 0});
	latest.current = {version, draw, drawn: version()};
	useEffect(() => {
		if (!isMoving) {
			return;
		}

		const timer = setInterval(() => {
			const {version, draw, drawn} = latest.current;
			if (motion !== 'off' || version() !== drawn) {
				draw();
			}
		}, frameMs[motion]);
		return () => clearInterval(timer);
	}, [isMoving, motion]);
}
