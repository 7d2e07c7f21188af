import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, span, width} from '../line.ts';
import type {LessonShown} from '../screens/screen.tsx';
import {shortLink} from '../shorten-url.ts';
import {wrapSentence} from '../wrap-prose.ts';

/** A reason with where it is written; `short`: without a line for the address alone. */
export type Reason = {readonly whole: readonly Line[]; readonly short: readonly Line[]};

export function reasonLines({text, link}: LessonShown['why'][number], room: number, glyphs: Glyphs): Reason {
	const lines = wrapSentence([span('text', clean(text))], room);
	return {
		whole: withLink(lines, clean(link), room, glyphs),
		short: withShortLink(lines, clean(link), room, glyphs),
	};
}

/** Where the reason is written: on its last line if there is room, else below. An address is never broken. */
function withLink(lines: readonly Line[], link: string, room: number, glyphs: Glyphs): readonly Line[] {
	const whole = shortLink(link, Number.POSITIVE_INFINITY, glyphs.ellipsis);
	return columns(whole) + 2 <= room - width(lines.at(-1) ?? blank)
		? withShortLink(lines, link, room, glyphs)
		: [...lines, [span('muted', shortLink(link, room, glyphs.ellipsis))]];
}

/** The same without a line of its own: what there is room for, if that still tells something. */
function withShortLink(lines: readonly Line[], link: string, room: number, {ellipsis}: Glyphs): readonly Line[] {
	const last = lines.at(-1) ?? blank;
	const left = room - width(last) - 2;
	const words = left < leastLink ? '' : `  ${shortLink(link, left, ellipsis)}`;
	return [...lines.slice(0, -1), [...last, span('muted', words)]];
}

const leastLink = 20;

/** What to try next, as much in a row as fits. */
export function tryLines(tries: LessonShown['tries'], room: number): readonly Line[] {
	const lines: Line[] = [];
	for (const {keys, text} of tries) {
		const one: Line = [span('accent', clean(keys), 'strong'), span('text', `  ${clean(text)}`)];
		const last = lines.at(-1);
		if (last && width(last) + 3 + width(one) <= room) {
			lines[lines.length - 1] = [...last, span('text', '   '), ...one];
		} else {
			lines.push(...wrapSentence(one, room));
		}
	}
	return lines;
}
