import type {Caption, Frame, Recording} from '../exports/recording/recording.ts';
import {toRow} from '../exports/recording/row.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Line} from '../view/line.ts';
import {createTheme} from '../view/theme.ts';
import {captionLines, captionRows, titleLines} from './captions.ts';
import type {Cue} from './cue.ts';
import {withoutRepeats} from './drop-unused.ts';

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
