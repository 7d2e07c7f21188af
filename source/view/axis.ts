import {columns} from './line.ts';

/** The columns of the screen that show time. The rulers and the lanes below them share these columns. */
export type Axis = {
	/** The first column, from the left edge of the screen. */
	readonly left: number;
	/** The number of columns. */
	readonly width: number;
	/** The time at the right end, in ms. The left end is 0. */
	readonly max: number;
};

/** Returns the column boundary (0 to `width`) closest to a moment, in ms from the run's start. */
export function boundary(axis: Axis, ms: number): number {
	return axis.max > 0 ? Math.max(0, Math.min(axis.width, Math.round((ms / axis.max) * axis.width))) : 0;
}

const steps = [
	1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
];

/** Returns the axis labels in seconds, each at its column. The unit follows the last one. */
export function ticks(axis: Axis): string {
	const step = steps.find(ms => (ms / axis.max) * axis.width >= 6) ?? axis.max;
	let text = '';
	// A damaged trace can contain any time, so the width bounds the number of ticks.
	for (let tick = 0; tick <= axis.width && tick * step <= axis.max; tick++) {
		const ms = tick * step;
		const label = String(Math.round(ms) / 1000);
		const at = boundary(axis, ms);
		if (at + columns(label) <= axis.width + 2 && at >= text.length) {
			text = text.padEnd(at) + label;
		}
	}
	return `${text} s`;
}
