import {useEffect, useEffectEvent} from 'react';

/** Calls `end` when a value has stayed the same for so many ms. Does nothing while the value is undefined. */
export function useExpiry(value: unknown, ms: number, end: () => void): void {
	const onEnd = useEffectEvent(end);
	useEffect(() => {
		if (value !== undefined) {
			const timer = setTimeout(onEnd, ms);
			return () => clearTimeout(timer);
		}
	}, [value, ms]);
}
