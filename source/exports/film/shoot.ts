import type {Glyphs} from '../../view/glyphs.ts';
import {unicode} from '../../view/glyphs.ts';
import type {Line} from '../../view/line.ts';
import {blank} from '../../view/line.ts';
import type {Size} from '../../view/screens/screen.tsx';
import {screenRows} from '../../view/screens/screen.tsx';
import {paint} from '../../view/theme.ts';
import type {Film, Footage, Frame, Motion, Scenery, ThemeName} from './film.ts';
import {keyAt, withKey} from './keycap.ts';
import type {Row} from './row.ts';
import {toRow} from './row.ts';

export type ShootOptions = {
	readonly size?: Size;
	readonly theme?: ThemeName;
	readonly glyphs?: Glyphs;
	/** `reduced`: no spinner, at most 4 frames a second. `off`: no spinner; a replay then shows a new frame only for an event. */
	readonly motion?: Motion;
	/** Frames a second of the film. */
	readonly fps?: number;
	/** ms that the last frame stays. */
	readonly hold?: number;
	/** Draws each key that was pressed, and what it does, at the bottom right. */
	readonly showKeys?: boolean;
};

/**
 * Draws the dashboard at moments that are `fps` apart and at the very end, and keeps the frames that differ from the ones before
 * them. The same footage and options give the same film.
 */
export function shoot(footage: Footage, options: ShootOptions = {}): Film {
	const {size = {columns: 100, rows: 30}, theme = 'dark', glyphs = unicode, motion = 'full'} = options;
	const {fps = 20, hold = 2000, showKeys = false} = options;
	const painter = paint(theme, 3);
	const catalogue = catalogueOf(line => toRow(line, painter, glyphs));
	const frames: Frame[] = [];
	let drawn: {readonly scenery: Scenery; readonly key: unknown} | undefined;
	for (const at of moments(footage.duration, motion === 'reduced' ? Math.min(fps, 4) : fps)) {
		const scenery = footage.at(at);
		const key = showKeys ? keyAt(footage.keys, at) : undefined;
		const turning = scenery.moving && motion === 'full';
		if (drawn && scenery === drawn.scenery && key === drawn.key && !turning) {
			continue;
		}
		drawn = {scenery, key};
		const spinner = turning ? Math.floor(at / spinnerTime) : undefined;
		const lines = screenRows({...scenery, size, theme: painter, glyphs, spinner});
		const whole = Array.from({length: size.rows}, (_, index) => lines[index] ?? blank);
		const rows = (key ? withKey(whole, key, size, glyphs) : whole).map(catalogue.index);
		if (rows.some((row, index) => row !== frames.at(-1)?.rows[index])) {
			frames.push({at, rows});
		}
	}
	const {title, markers, keys, duration} = footage;
	return {title, size, theme, rows: catalogue.rows, frames, duration: duration + hold, markers, keys};
}

/** ms between two steps of the spinner, as in the live dashboard. */
const spinnerTime = 50;

/** Whole milliseconds, the first 0 and the last the duration; none just before it. */
function* moments(duration: number, fps: number): Generator<number> {
	const last = Math.round(duration);
	for (let index = 0; ; index++) {
		const at = Math.round((index * 1000) / fps);
		if (at >= last || (index > 0 && at > last - 500 / fps)) {
			break;
		}
		yield at;
	}
	yield last;
}

/** Rows that look alike are one row. */
function catalogueOf(make: (line: Line) => Row): {
	readonly rows: readonly Row[];
	readonly index: (line: Line) => number;
} {
	const rows: Row[] = [];
	const indices = new Map<string, number>();
	return {
		rows,
		index(line) {
			const row = make(line);
			const known = indices.get(row.ansi);
			if (known !== undefined) {
				return known;
			}
			indices.set(row.ansi, rows.length);
			return rows.push(row) - 1;
		},
	};
}
