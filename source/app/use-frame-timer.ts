import {useEffect, useRef} from 'react';
import type {Motion} from '../session/choices.ts';

/**
 * Milliseconds between two frames while something moves. With motion `off` only events are drawn, at most this often.
 * `paused`: only the distance to the newest moment grows.
 */
const frameMs = {full: 50, reduced: 250, off: 50, paused: 1000} as const;

/**
 * Calls `draw` for each frame while something moves. With motion off, only when `version` returns another number,
 * because only events are drawn then, not the passing of time.
 */
export function useFrameTimer(
	isMoving: boolean,
	motion: Motion | 'paused',
	version: () => number,
	draw: () => void,
): void {
	// Events may arrive between a frame and the start of the timer, so the version of the last frame is stored.
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
