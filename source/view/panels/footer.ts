import {logLineCount} from '../../model/projections/log.ts';
import {fitsReasonsAndCode} from '../breakpoints.ts';
import {clickable} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import {keyLabel} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, lineWidth, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../props.ts';
import {modelsOf} from '../props.ts';
import {isCut} from '../zoom.ts';
import {pagesOfHelp} from './help.ts';

/**
 * Draws the most useful keys. Keys that do not fit are dropped whole, from the right; those marked `always` are dropped
 * last.
 */
export function footer(props: ScreenProps, width: number): Line {
	const {hints, glyphs} = props;
	const typed = inputLine(props, width);
	const room = width - lineWidth(typed);
	let visible = hints.filter(({onlyIf}) => onlyIf === undefined || conditions[onlyIf](props));
	while (hintsWidth(visible, glyphs) > room) {
		const last = visible.findLastIndex(hint => !hint.always);
		const dropped = last < 0 ? visible.length - 3 : last;
		if (dropped < 0) {
			break;
		}

		visible = visible.toSpliced(dropped, 1);
	}
	const line = visible.flatMap(hint => [span('text', '  '), ...hintCells(hint, glyphs)]);
	const keys = typed.length > 0 ? line : [span('text', ' '), ...line.slice(1)];
	return truncate([...typed, ...keys], width, glyphs.ellipsis);
}

const conditions = {
	cut: isCut,
	pages: props => pagesOfHelp(props) > 1,
	rows: hasRows,
	either: ({size}) => !fitsReasonsAndCode(size),
} as const satisfies Record<NonNullable<Hint['onlyIf']>, (props: ScreenProps) => boolean>;

/** Whether the list of the overlay has a row. A log of one lane is left by the key that opened it. */
function hasRows({session: {overlay}, findings = [], history = [], found, runs}: ScreenProps): boolean {
	if (overlay?.kind === 'log') return overlay.ofLane === true || modelsOf(runs).some(model => logLineCount(model) > 0);
	const rows = overlay?.kind === 'findings' ? findings : overlay?.kind === 'history' ? history : found;
	return rows.length > 0;
}

/** Draws the line for the program's input. Of a long line, draws the end. Empty unless the line is open. */
function inputLine({session: {overlay}, glyphs}: ScreenProps, width: number): Line {
	if (overlay?.kind !== 'input') {
		return [];
	}

	const characters = [...overlay.text];
	const room = Math.max(10, width - 45);
	let shown = characters;
	while (columns(shown.join('')) > room) {
		shown = shown.slice(1);
	}

	const start = shown.length < characters.length ? glyphs.ellipsis : '';
	return [span('accent', ' Input:', 'strong'), span('text', ` ${start}${shown.join('')}`), span('accent', '_')];
}

function hintsWidth(hints: readonly Hint[], glyphs: Glyphs): number {
	return hints.reduce((sum, {keys, words}) => sum + columns(keyLabel(keys, glyphs)) + columns(words) + 3, 0);
}

/** Draws the keys of a hint, each of which can be clicked, and its words, which press the key if there is only one. */
function hintCells({keys, words}: Hint, glyphs: Glyphs): Line {
	const labels = keys.split(' ');
	const cells = labels.flatMap((label, index) => [
		...(index > 0 ? [span('accent', ' ', 'strong')] : []),
		...clickable([span('accent', keyLabel(label, glyphs), 'strong')], keyNamed(label)),
	]);
	const text = [span('muted', ` ${words}`)];
	return [...cells, ...(labels.length === 1 ? clickable(text, keyNamed(keys)) : text)];
}

/** Returns the name of a key from its label. Of a range of keys such as `1-9`, no name is that of a key. */
const keyNamed = (label: string): string => keyNames[label] ?? label;

const keyNames: Readonly<Partial<Record<string, string>>> = {
	'↑': 'up',
	'↓': 'down',
	'←': 'left',
	'→': 'right',
	Enter: 'enter',
	Esc: 'escape',
	Tab: 'tab',
	'Ctrl+D': 'ctrl+d',
};
