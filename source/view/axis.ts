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

const [second, minute, hour] = [1000, 60_000, 3_600_000] as const;

/** The distances between labels, in ms. */
const steps = [
	...[1, 2, 5, 10, 20, 50, 100, 200, 500],
	...[1, 2, 5, 10, 20, 30].map(count => count * second),
	...[1, 2, 5, 10, 20, 30].map(count => count * minute),
	...[1, 2, 3, 6, 12, 24].map(count => count * hour),
];

/** Returns the axis labels in seconds, minutes or hours, each at its column. The unit follows the last one. */
export function ticks(axis: Axis): string {
	// A run of slightly more than 2 s must have the labels that it had while 2 s were forecast.
	const step = steps.find(ms => (ms / axis.max) * axis.width >= 5.88) ?? axis.max;
	const [unit, name] = unitFor(axis.max, step);
	let text = '';
	// A damaged trace can contain any time, so the width bounds the number of ticks.
	for (let tick = 0; tick <= axis.width && tick * step <= axis.max; tick++) {
		const ms = tick * step;
		const label = String(Math.round((1000 * ms) / unit) / 1000);
		const at = boundary(axis, ms);
		if (at + columns(label) <= axis.width + 3 && at >= text.length) {
			text = text.padEnd(at) + label;
		}
	}
	return `${text} ${name}`;
}

/** Returns the unit of the labels. Up to 1000 s it is that of the times beside the lanes, the second. */
function unitFor(max: number, step: number): readonly [ms: number, name: string] {
	if (max < 1000 * second || step < minute) return [second, 's'];
	return step < hour ? [minute, 'min'] : [hour, 'h'];
}
