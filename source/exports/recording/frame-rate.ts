/** The most frames of a recording: two minutes at 20 per second. */
const maxFrames = 2400;

/**
 * Returns the frames per second of a recording (ms): `fps`, or fewer if the recording would have more than `maxFrames`.
 */
export function frameRate(duration: number, fps: number): number {
	return Math.min(fps, (maxFrames * 1000) / Math.max(duration, 1));
}

/**
 * Returns a sentence on a recording (ms) that has fewer frames per second than `fps`, with a speed that avoids this.
 * `speed`: the current speed.
 */
export function describeFrameRate(duration: number, fps: number, speed: number): string {
	const enough = roundedUp((duration * fps) / (maxFrames * 1000));
	const rate = Number(frameRate(duration, fps).toPrecision(1));
	const seconds = Math.round(duration / enough / 1000);
	return `the recording lasts ${formatLength(duration)}: ${rate} frames per second. --speed ${speed * enough} makes it ${seconds} s.`;
}

/** Rounds up to 1, 2, 5, 10, 20, 50 … */
function roundedUp(factor: number): number {
	const power = 10 ** Math.floor(Math.log10(factor));
	return [1, 2, 5, 10].map(step => step * power).find(step => step >= factor) ?? factor;
}

/** Formats `3 h`, `25 min`. */
function formatLength(ms: number): string {
	const minutes = ms / 60_000;
	return minutes >= 120 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}
