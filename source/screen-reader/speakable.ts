import type {LineFormat} from '../exports/lines/heading-and-totals.ts';
import {seconds} from '../model/format-duration.ts';
import {printable} from '../text/printable.ts';
import {thousands} from '../text/thousands.ts';
import type {Glyphs} from '../view/glyphs.ts';
import {unicode} from '../view/glyphs.ts';
import type {Line} from '../view/line.ts';

/** The format of lines for speech: no columns, and short times. */
export const spokenFormat: LineFormat = {
	time: seconds,
	times: ratio => `${ratio.toFixed(2)} times`,
	line: (time, word, texts) =>
		`${time === '' ? '' : `${time}: `}${[word, texts.map(text => text.trim()).join(', ')].join(' ').trim()}`,
	row: facts => `${facts.join(', ')}.`,
};

const withoutSigns = <Keys extends string>(signs: Readonly<Record<Keys, string>>) =>
	Object.fromEntries(Object.keys(signs).map(name => [name, ''])) as Record<Keys, string>;

/**
 * The signs of the panels for speech. Signs that only repeat a word next to them, such as those of states and bars, are
 * empty.
 */
export const spokenGlyphs: Glyphs = {
	...unicode,
	state: withoutSigns(unicode.state),
	lane: withoutSigns(unicode.lane),
	frame: withoutSigns(unicode.frame),
	levels: unicode.levels.map(() => ''),
	ellipsis: 'and',
	dot: ',',
	pointer: 'calls',
};

/** Wide enough for every sentence of a panel. */
export const unlimitedWidth = 10_000;

/** Converts a row of a panel to a sentence, with commas between the cells. */
export function textOf(line: Line): string {
	return line
		.map(({text}) => text)
		.join('')
		.trim()
		.replace(/(^|[.,:;!?])?\s{2,}/g, (_, before: string | undefined) => (before ? `${before} ` : ', '))
		.replaceAll(' , ', ', ');
}

/**
 * Makes a sentence safe to print and to read aloud: one line, with words for the signs that screen readers skip or
 * spell out.
 */
export function toSpeakable(sentence: string): string {
	return printable(sentence)
		.replace(/ ?(?:−\/\+|[×→←↔−]) ?/g, sign => signs[sign.trim()] ?? sign)
		.replace(/(?<= times) (?=[.,:;)]|$)/g, '');
}

const signs: Readonly<Record<string, string>> = {
	'×': ' times ',
	'→': ' to ',
	'←': ', caused by ',
	'↔': ' or ',
	'−/+': ' minus or plus ',
	'−': ' minus ',
};

/** Names the keys of a label for speech, because screen readers skip `, .`. */
export function nameKeys(label: string): string {
	return label
		.split(' ')
		.map(sign => keySigns[sign] ?? sign.replace(/^(\d)-(\d)$/, '$1 to $2'))
		.join(', ');
}

const keySigns: Readonly<Record<string, string>> = {
	'+': 'plus',
	'-': 'minus',
	',': 'comma',
	'.': 'full stop',
	'<': 'less-than',
	'>': 'greater-than',
	'[': 'left bracket',
	']': 'right bracket',
	'{': 'left brace',
	'}': 'right brace',
	'/': 'slash',
	':': 'colon',
	'?': 'question mark',
	'!': 'exclamation mark',
	'↑': 'Up',
	'↓': 'Down',
	'←': 'Left',
	'→': 'Right',
};

/** Returns the first items of a list, then the number of the remaining ones. */
export function firstOf(items: readonly string[], maxItems = 10): readonly string[] {
	const more = items.length - maxItems;
	return more > 0 ? [...items.slice(0, maxItems), `and ${thousands(more)} more`] : items;
}
