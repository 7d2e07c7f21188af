import type {Line} from '../line.ts';
import {columns, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../props.ts';
import {isCut} from '../zoom.ts';

/**
 * The most useful keys, each as a whole. Those that do not fit are dropped from the right, the ones marked `always` last.
 */
export function footer(props: ScreenProps, width: number): Line {
	const {hints, glyphs} = props;
	let visible = hints.filter(({onlyCut}) => !onlyCut || isCut(props));
	while (hintsWidth(visible) > width) {
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
	return truncate([span('text', ' '), ...line.slice(1)], width, glyphs.ellipsis);
}

function hintsWidth(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, words}) => sum + columns(keys) + columns(words) + 3, 0);
}
