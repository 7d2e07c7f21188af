import type {Glyphs} from '../../view/glyphs.ts';
import {unicode} from '../../view/glyphs.ts';
import type {Line} from '../../view/line.ts';
import {blank} from '../../view/line.ts';
import type {Size} from '../../view/screens/screen.tsx';
import {screenRows} from '../../view/screens/screen.tsx';
import {paint} from '../../view/theme.ts';
import type {Film, Footage, Frame, Scenery, ThemeName} from './recording.ts';
import type {Row} from './row.ts';
import {toRow} from './row.ts';

/** Makes a film frame by frame. */
export type Camera = {
	/**
	 * Draws what there is to be seen at a moment (ms, not before the last one), and keeps it where it differs from the frame before. A
	 * second frame of the same moment takes the place of the first.
	 */
	readonly take: (at: number, scenery: Scenery, spins: boolean) => void;
	/** The text of the last frame, one string a row. */
	readonly text: () => readonly string[];
	/** The film, of which the last frame stays until `duration` (ms). */
	readonly develop: (about: Pick<Footage, 'title' | 'duration' | 'markers' | 'keys'>) => Film;
};

export type CameraOptions = {
	readonly size?: Size;
	readonly theme?: ThemeName;
	readonly glyphs?: Glyphs;
};

export function startCamera(options: CameraOptions = {}): Camera {
	const {size = {columns: 100, rows: 30}, theme = 'dark', glyphs = unicode} = options;
	const painter = paint(theme, 3);
	const catalogue = catalogueOf(line => toRow(line, painter, glyphs));
	const frames: Frame[] = [];
	return {
		take(at, scenery, spins) {
			const spinner = spins ? Math.floor(at / spinnerTime) : undefined;
			const lines = screenRows({...scenery, size, theme: painter, glyphs, spinner});
			const rows = Array.from({length: size.rows}, (_, index) => catalogue.index(lines[index] ?? blank));
			if (frames.at(-1)?.at === at) {
				frames.pop();
			}
			if (rows.some((row, index) => row !== frames.at(-1)?.rows[index])) {
				frames.push({at, rows});
			}
		},
		text: () => frames.at(-1)?.rows.map(index => catalogue.rows[index]?.text ?? '') ?? [],
		develop: ({title, duration, markers, keys}) => ({
			title,
			duration,
			markers,
			keys,
			size,
			theme,
			rows: catalogue.rows,
			frames,
		}),
	};
}

/** ms between two steps of the spinner, as in the live dashboard. */
const spinnerTime = 50;

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
