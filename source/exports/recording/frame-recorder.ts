import type {Glyphs} from '../../view/glyphs.ts';
import {unicode} from '../../view/glyphs.ts';
import type {Line} from '../../view/line.ts';
import {emptyLine} from '../../view/line.ts';
import type {ShownProps, Size} from '../../view/props.ts';
import {screenRows} from '../../view/screens/screen.tsx';
import {createTheme} from '../../view/theme.ts';
import {narrationText} from './narration-text.ts';
import type {Frame, FrameProps, Recording, RecordingSource, ThemeName} from './recording.ts';
import type {Row} from './row.ts';
import {safeText, toRow} from './row.ts';

/** Builds a recording frame by frame. */
export type FrameRecorder = {
	/**
	 * Draws the screen at a moment (ms, not before the previous one), and adds a frame if it differs from the previous
	 * one. A second frame of the same moment replaces the first.
	 */
	readonly add: (at: number, props: FrameProps, spins: boolean) => void;
	/** The text of the last frame, one string per row. */
	readonly text: () => readonly string[];
	/** Returns the recording. Its last frame stays until `duration` (ms). */
	readonly finish: (about: Pick<RecordingSource, 'title' | 'duration' | 'markers' | 'keys'>) => Recording;
};

export type FrameOptions = {
	readonly size?: Size;
	readonly theme?: ThemeName;
	readonly glyphs?: Glyphs;
	/** Whether to draw the footer with its keys. Default: false, because a recording does not react to keys. */
	readonly keyBar?: boolean;
};

export function createFrameRecorder(options: FrameOptions = {}): FrameRecorder {
	const {size = {columns: 100, rows: 30}, theme = 'dark', glyphs = unicode, keyBar = false} = options;
	const painter = createTheme(theme, 3);
	const rowTable = createRowTable(line => toRow(line, painter, glyphs));
	const frames: Frame[] = [];
	const narrations: {readonly from: number; readonly text: string}[] = [];
	return {
		add(at, shown, spins) {
			const props = keyBar ? shown : {...shown, hints: [], untried: []};
			const spinner = spins ? Math.floor(at / spinnerMs) : undefined;
			const sentence = narrationText({...props, size, theme: painter, glyphs, spinner});
			if (narrations.at(-1)?.text !== sentence) {
				narrations.push({from: at, text: sentence});
			}
			const lines = screenRows({...props, size, theme: painter, glyphs, spinner});
			const rows = Array.from({length: size.rows}, (_, index) => rowTable.index(lines[index] ?? emptyLine));
			if (frames.at(-1)?.at === at) {
				frames.pop();
			}
			if (rows.some((row, index) => row !== frames.at(-1)?.rows[index])) {
				frames.push({at, rows});
			}
		},
		text: () => frames.at(-1)?.rows.map(index => rowTable.rows[index]?.text ?? '') ?? [],
		finish: ({title, duration, markers, keys}) => ({
			title,
			duration,
			markers,
			keys,
			captions: [],
			narrations: narrations
				.map(({from, text}, index) => ({from, to: narrations[index + 1]?.from ?? duration, text}))
				.filter(({text}) => text !== ''),
			size,
			theme,
			rows: rowTable.rows,
			frames,
		}),
	};
}

/** Records what a screen shows as one frame. */
export function recordStill(shown: ShownProps, options: FrameOptions): Recording {
	const recorder = createFrameRecorder({...options, keyBar: true});
	recorder.add(0, {...shown, moving: false}, false);
	const {scenario, strategy} = shown.runs[0].model.description;
	return recorder.finish({title: safeText(`${scenario.title}: ${strategy.title}`), duration: 0, markers: [], keys: []});
}

/** ms between two steps of the spinner, as in the live dashboard. */
const spinnerMs = 50;

/** Stores equal rows once. */
function createRowTable(make: (line: Line) => Row): {
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
