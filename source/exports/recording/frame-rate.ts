/** The most frames of a recording: two minutes at 20 per second. */
const maxFrames = 2400;

/** Returns the frames per second of a recording (ms): as asked for, or fewer if it is so long that there would be too many. */
export function frameRate(duration: number, fps: number): number {
	return Math.min(fps, (maxFrames * 1000) / Math.max(duration, 1));
}

/**
 * Says that a recording (ms) has fewer frames per second than asked for, and which speed avoids that. `speed`: that of
 * the recording.
 */
export function describeFrameRate(duration: number, fps: number, speed: number): string {
	const enough = roundedUp((duration * fps) / (maxFrames * 1000));
	const rate = Number(frameRate(duration, fps).toPrecision(1));
	const seconds = Math.round(duration / enough / 1000);
	return `the recording lasts ${formatLength(duration)}: ${rate} frames per second. --speed ${speed * enough} makes it ${seconds} s.`;
}

/** 1, 2, 5, 10, 20, 50 … */
function roundedUp(factor: number): number {
	const power = 10 ** Math.floor(Math.log10(factor));
	return [1, 2, 5, 10].map(step => step * power).find(step => step >= factor) ?? factor;
}

/** Formats `3 h`, `25 min`. */
function formatLength(ms: number): string {
	const minutes = ms / 60_000;
	return minutes >= 120 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}
