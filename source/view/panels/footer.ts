import type {Line} from '../line.ts';
import {columns, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../screens/screen.tsx';
import {isCut} from '../zoom.ts';

/** The keys worth knowing, dropped from the right where there is no room, but for those that always stay. */
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
