import {useEffect, useRef} from 'react';

/** The shortest run that rings, and how long no key may have been pressed before its end, in ms. */
const [leastRunMs, leastPauseMs] = [10_000, 10_000];

/**
 * Calls `ring` when a long run ends and the user has probably turned to something else. `pressedAt`: the instant of the
 * last key; `now`: a clock for both, in ms.
 */
export function useBell(
	isRunning: boolean,
	ring: (() => void) | undefined,
	pressedAt: () => number,
	now: () => number = () => performance.now(),
): void {
	const startedAt = useRef<number>(undefined);
	const latest = useRef({ring, pressedAt, now});
	latest.current = {ring, pressedAt, now};
	useEffect(() => {
		const {ring, pressedAt, now} = latest.current;
		if (isRunning) {
			startedAt.current = now();
		} else if (startedAt.current !== undefined) {
			const isLong = now() - startedAt.current >= leastRunMs;
			startedAt.current = undefined;
			if (isLong && now() - pressedAt() >= leastPauseMs) {
				ring?.();
			}
		}
	}, [isRunning]);
}
