import {frameRate} from '../exports/recording/frame-rate.ts';
import type {Caption, Frame, Recording} from '../exports/recording/recording.ts';
import type {Row} from '../exports/recording/row.ts';
import {toRow} from '../exports/recording/row.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Line} from '../view/line.ts';
import {createTheme} from '../view/theme.ts';
import {captionLines, captionRows, titleLines} from './captions.ts';
import type {Cue} from './cue.ts';
import {recordingTime} from './recording-time.ts';

/** Adds the captions and titles of a script to a take. If there is any caption, all frames have rows for captions. */
export function addTexts(take: Recording, cues: readonly Cue[], glyphs: Glyphs): Recording {
	const captions = captionsOf(cues, take.duration);
	const titles = titlesOf(cues, take);
	if (captions.length + titles.length === 0) return take;

	const theme = createTheme(take.theme, 3);
	const rows = [...take.rows];
	const known = new Map<string, readonly number[]>();
	const indicesOf = (key: string, lines: () => readonly Line[]) => {
		const found = known.get(key) ?? lines().map(line => rows.push(toRow(line, theme, glyphs)) - 1);
		known.set(key, found);
		return found;
	};
	const {columns} = take.size;
	const band = (text: string) => indicesOf(`say ${text}`, () => captionLines(text, columns));
	const at = (moment: number): Frame => {
		const title = titles.find(({from, to}) => from <= moment && moment < to);
		const screen = title
			? indicesOf(`title ${title.text}`, () => titleLines(title.text, take.size))
			: (take.frames.findLast(frame => frame.at <= moment)?.rows ?? []);
		const caption = captions.find(({from, to}) => from <= moment && moment < to)?.text ?? '';
		return {at: moment, rows: captions.length > 0 ? [...screen, ...band(caption)] : screen};
	};
	const moments = new Set([
		...take.frames.map(frame => frame.at),
		...[...captions, ...titles].flatMap(({from, to}) => [from, to]),
	]);
	const frames = [...moments]
		.filter(moment => moment < take.duration)
		.sort((one, other) => one - other)
		.map(at);
	const height = take.size.rows + (captions.length > 0 ? captionRows : 0);
	return {
		...take,
		rows,
		captions: captions.length > 0 ? withTitles(captions, titles) : [],
		narrations: withTitles(take.narrations, titles),
		size: {...take.size, rows: height},
		frames: withoutRepeats(frames),
	};
}

/** Cuts what a script hides and changes the speed: of frames, keys, markers and captions alike. */
export function applyTime(take: Recording, cues: readonly Cue[], fps: number): Recording {
	const chapters = cues.flatMap(cue =>
		cue.kind === 'mark' ? [{at: cue.at, kind: 'chapter' as const, words: cue.text}] : [],
	);
	const toRecording = recordingTime(cues);
	const lasts = (from: number, to: number) => toRecording(to) > toRecording(from);
	const isShown = ({at}: {readonly at: number}) => lasts(at, at + 1);
	const move = <Timed extends {readonly at: number}>(timed: Timed): Timed => ({
		...timed,
		at: Math.round(toRecording(timed.at)),
	});
	const duration = Math.round(toRecording(take.duration));
	const rate = frameRate(duration, fps);
	const moveTexts = (texts: readonly Caption[]) =>
		texts
			.map(({from, to, text}) => ({from: Math.round(toRecording(from)), to: Math.round(toRecording(to)), text}))
			.filter(({from, to}) => from < to);
	// Moves frames to the frame rate: a part that `speed` accelerates would have more frames per second.
	const slot = ({at, rows}: Frame): Frame => ({
		at: Math.round(Math.ceil((at * rate) / 1000 - 1e-6) * (1000 / rate)),
		rows,
	});
	const isDenser = rate < fps || cues.some(cue => cue.kind === 'speed' && cue.factor > 1);
	const moved = take.frames
		.filter((frame, index, all) => isShown(frame) || lasts(frame.at, all[index + 1]?.at ?? take.duration))
		.map(move);
	return withoutUnusedRows({
		...take,
		frames: withoutRepeats(lastOfEachMoment(isDenser ? moved.map(slot) : moved)),
		duration,
		markers: [...take.markers.filter(isShown), ...chapters].map(move).sort((one, other) => one.at - other.at),
		keys: take.keys.filter(isShown).map(move),
		captions: moveTexts(take.captions),
		narrations: moveTexts(take.narrations),
	});
}

/** Returns a recording of one frame, that of a moment in ms. */
export function stillOf(take: Recording, moment: number): Recording {
	const frame = take.frames.findLast(({at}) => at <= moment) ?? take.frames[0];
	const then = (texts: readonly Caption[]) =>
		texts.flatMap(({from, to, text}) => (from <= moment && moment < to ? [{from: 0, to: 0, text}] : []));
	return withoutUnusedRows({
		...take,
		frames: frame ? [{...frame, at: 0}] : [],
		duration: 0,
		markers: [],
		keys: [],
		captions: then(take.captions),
		narrations: then(take.narrations),
	});
}

function captionsOf(cues: readonly Cue[], end: number): readonly Caption[] {
	const sayCues = cues.filter(cue => cue.kind === 'say');
	return sayCues
		.map(({at, text}, index) => ({from: at, to: sayCues[index + 1]?.at ?? end, text}))
		.filter(({from, to, text}) => text !== '' && from < to);
}

function titlesOf(cues: readonly Cue[], {keys, duration}: Recording): readonly Caption[] {
	return cues.flatMap((cue, index) => {
		if (cue.kind !== 'title' || cue.text === '') return [];
		const key = keys.find(({at}) => at >= cue.at)?.at ?? duration;
		const next = cues.slice(index + 1).find(({kind}) => kind === 'say' || kind === 'title')?.at ?? duration;
		return [{from: cue.at, to: Math.min(key, next), text: cue.text}];
	});
}

/** Adds titles to the sentences of a recording. While a title covers the screen, it replaces the other sentences. */
function withTitles(sentences: readonly Caption[], titles: readonly Caption[]): readonly Caption[] {
	const uncovered = titles.reduce(
		(left, title) =>
			left
				.flatMap(each => [
					{...each, to: Math.min(each.to, title.from)},
					{...each, from: Math.max(each.from, title.to)},
				])
				.filter(({from, to}) => from < to),
		sentences,
	);
	return [...uncovered, ...titles].sort((one, other) => one.from - other.from);
}

/** Drops the rows that no frame shows, so that a file has nothing of what its script hides. */
function withoutUnusedRows(take: Recording): Recording {
	const used = new Set(take.frames.flatMap(({rows}) => rows));
	const rows: Row[] = [];
	const indices = take.rows.map((row, index) => (used.has(index) ? rows.push(row) - 1 : -1));
	const frames = take.frames.map(frame => ({...frame, rows: frame.rows.map(row => indices[row] ?? -1)}));
	return {...take, rows, frames};
}

function lastOfEachMoment(frames: readonly Frame[]): readonly Frame[] {
	return frames.filter(({at}, index) => frames[index + 1]?.at !== at);
}

function withoutRepeats(frames: readonly Frame[]): readonly Frame[] {
	const distinct: Frame[] = [];
	for (const frame of frames) {
		if (distinct.length === 0 || frame.rows.some((row, index) => row !== distinct.at(-1)?.rows[index]))
			distinct.push(frame);
	}
	return distinct;
}
