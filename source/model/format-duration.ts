/** Formats milliseconds as seconds, `1.40 s`, or from 1000 s on as hours, minutes and seconds, `3:05:34`. */
export function seconds(ms: number): string {
	return ms < 999_995 ? `${(ms / 1000).toFixed(2)} s` : hoursMinutesSeconds(ms);
}

function hoursMinutesSeconds(ms: number): string {
	const whole = Math.round(ms / 1000);
	const [minutes, rest] = [Math.floor(whole / 60) % 60, whole % 60].map(part => String(part).padStart(2, '0'));
	return `${Math.floor(whole / 3600)}:${minutes}:${rest}`;
}

/** Formats milliseconds in a suitable unit: `0.4 ms`, `87 ms`, `1.40 s`. */
export function duration(ms: number): string {
	if (ms >= 999.5) return seconds(ms);
	return ms < 9.95 && ms >= 0.05 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`;
}

/** Formats milliseconds in at most six columns: `0 ms`, `41 ms`, `0.60 s`, `30.0 s`, `842 s`, `64 min`, `3.1 h`. */
export function brief(ms: number): string {
	if (ms < 99.5) return `${Math.round(ms)} ms`;
	const whole = ms / 1000;
	if (whole >= 5970) return `${(whole / 3600).toFixed(whole < 359_820 ? 1 : 0)} h`;
	if (whole >= 999.5) return `${Math.round(whole / 60)} min`;
	return `${whole.toFixed(whole < 9.995 ? 2 : whole < 99.95 ? 1 : 0)} s`;
}

/** Formats a ratio: `3.25×`. */
export function times(ratio: number): string {
	return `${ratio.toFixed(2)}×`;
}

/** Formats a share of 0 to 1: `87%`. Never 100% for less than all, nor 0% for more than nothing. */
export function percent(share: number): string {
	const rounded = Math.round(share * 100);
	if (rounded === 100 && share < 1 - roundingError) return '99%';
	return rounded === 0 && share > roundingError ? '1%' : `${rounded}%`;
}

/** The largest rounding error of a quotient of sums. */
const roundingError = 1e-9;
