import {keyLabel} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, lineWidth, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../props.ts';
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
	let visible = hints
		.filter(({onlyIf}) => onlyIf === undefined || (onlyIf === 'cut' ? isCut(props) : pagesOfHelp(props) > 1))
		.map(hint => ({...hint, keys: keyLabel(hint.keys, glyphs)}));
	while (hintsWidth(visible) > room) {
		const last = visible.findLastIndex(hint => !hint.always);
		const dropped = last < 0 ? visible.length - 3 : last;
		if (dropped < 0) {
			break;
		}

		visible = visible.toSpliced(dropped, 1);
	}
	const line = visible.flatMap(({keys, words}) => [
		span('text', '  '),
		span('accent', keys, 'strong'),
		span('muted', ` ${words}`),
	]);
	const keys = typed.length > 0 ? line : [span('text', ' '), ...line.slice(1)];
	return truncate([...typed, ...keys], width, glyphs.ellipsis);
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

function hintsWidth(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, words}) => sum + columns(keys) + columns(words) + 3, 0);
}
