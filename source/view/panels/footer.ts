import type {Line} from '../line.ts';
import {columns, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../props.ts';
import {isCut} from '../zoom.ts';

/** The most useful keys. Those that do not fit are dropped from the right, except the ones marked `always`. */
export function footer(props: ScreenProps, width: number): Line {
	const {hints, glyphs} = props;
	let visible = hints.filter(({onlyCut}) => !onlyCut || isCut(props));
	while (hintsWidth(visible) > width) {
		const last = visible.findLastIndex(hint => !hint.always);
		if (last < 0) {
			break;
		}
		visible = visible.toSpliced(last, 1);
	}
	const line = visible.flatMap(({keys, words}) => [
		span('text', '  '),
		span('accent', keys, 'strong'),
		span('muted', ` ${words}`),
	]);
	return truncate([span('text', ' '), ...line.slice(1)], width, glyphs.ellipsis);
}

function hintsWidth(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, words}) => sum + columns(keys) + columns(words) + 3, 0);
}
