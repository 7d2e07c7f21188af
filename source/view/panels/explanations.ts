import type {Glyphs} from '../glyphs.ts';
import type {Line, Span} from '../line.ts';
import {columns, emptyLine, lineWidth, span, stripControls} from '../line.ts';
import type {LessonProps} from '../props.ts';
import {shortenUrl} from '../shorten-url.ts';
import {wrapProse} from '../wrap-prose.ts';

/** A reason with its source. `short`: the URL has no line of its own. */
export type Explanation = {readonly whole: readonly Line[]; readonly short: readonly Line[]};

export function explanationLines({text, link}: LessonProps['why'][number], room: number, glyphs: Glyphs): Explanation {
	const lines = wrapProse([span('text', stripControls(text))], room);
	return {
		whole: withUrl(lines, stripControls(link), room, glyphs),
		short: withShortUrl(lines, stripControls(link), room, glyphs),
	};
}

/** Adds the URL of the source: on the last line if it fits, else on a separate line. A URL is never wrapped. */
function withUrl(lines: readonly Line[], link: string, room: number, glyphs: Glyphs): readonly Line[] {
	const whole = shortenUrl(link, Number.POSITIVE_INFINITY, glyphs.ellipsis);
	return columns(whole) + 2 <= room - lineWidth(lines.at(-1) ?? emptyLine)
		? withShortUrl(lines, link, room, glyphs)
		: [...lines, [linked(link, room, glyphs.ellipsis)]];
}

/** Adds as much of the URL as fits on the last line. Adds nothing if too little of the URL would remain. */
function withShortUrl(lines: readonly Line[], link: string, room: number, {ellipsis}: Glyphs): readonly Line[] {
	const last = lines.at(-1) ?? emptyLine;
	const left = room - lineWidth(last) - 2;
	const url = left < minimumUrlWidth ? emptyLine : [span('text', '  '), linked(link, left, ellipsis)];
	return [...lines.slice(0, -1), [...last, ...url]];
}

/** Draws a URL in at most `width` columns. A terminal opens the whole URL. */
function linked(link: string, width: number, ellipsis: string): Span {
	return {...span('muted', shortenUrl(link, width, ellipsis)), link};
}

const minimumUrlWidth = 20;

/** Draws what to try next, with as many suggestions on a line as fit. */
export function tryLines(tries: LessonProps['tries'], room: number): readonly Line[] {
	const lines: Line[] = [];
	for (const {keys, text} of tries) {
		const one: Line = [span('accent', stripControls(keys), 'strong'), span('text', `  ${stripControls(text)}`)];
		const last = lines.at(-1);
		if (last && lineWidth(last) + 3 + lineWidth(one) <= room) {
			lines[lines.length - 1] = [...last, span('text', '   '), ...one];
		} else {
			lines.push(...wrapProse(one, room));
		}
	}
	return lines;
}
