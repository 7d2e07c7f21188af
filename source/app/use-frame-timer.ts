import {useEffect, useRef} from 'react';
import type {Motion} from '../session/choices.ts';

/**
 * Milliseconds between two frames while something moves. With motion `off` only events are drawn, at most this often.
 * `paused`: only time passes, which also shows what has been stuck for long.
 */
const frameMs = {full: 50, reduced: 250, off: 50, paused: 1000} as const;

/**
 * Calls `draw` for each frame while something moves. With motion off, only when `version` returns another number, or as
 * often as during a pause.
 */
export function useFrameTimer(
	isMoving: boolean,
	motion: Motion | 'paused',
	version: () => number,
	draw: () => void,
): void {
	// Events may arrive between a frame and the start of the timer, so the version of the last frame is stored.
	const latest = useRef({version, draw, drawn: 0, calmMs: 0});
	latest.current = {version, draw, drawn: version(), calmMs: 0};
	useEffect(() => {
		if (!isMoving) {
			return;
		}

		const timer = setInterval(() => {
			const {version, draw, drawn} = latest.current;
			latest.current.calmMs += frameMs[motion];
			if (motion !== 'off' || version() !== drawn || latest.current.calmMs >= frameMs.paused) {
				draw();
			}
		}, frameMs[motion]);
		return () => clearInterval(timer);
	}, [isMoving, motion]);
}
