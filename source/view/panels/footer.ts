import type {Line} from '../line.ts';
import {columns, span, truncate} from '../line.ts';
import type {Hint, ScreenProps} from '../screens/screen.tsx';
import {isCut} from '../zoom.ts';

/** The keys worth knowing, dropped from the right where there is no room, but for those that always stay. */
export function footer(props: ScreenProps, available: number): Line {
	const {hints, glyphs} = props;
	let kept = hints.filter(({onlyCut}) => !onlyCut || isCut(props));
	while (room(kept) > available) {
		const last = kept.findLastIndex(hint => !hint.always);
		if (last < 0) {
			break;
		}
		kept = kept.toSpliced(last, 1);
	}
	const line = kept.flatMap(({keys, words}) => [
		span('text', '  '),
		span('accent', keys, 'strong'),
		span('muted', ` ${words}`),
	]);
	return truncate([span('text', ' '), ...line.slice(1)], available, glyphs.ellipsis);
}

function room(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, words}) => sum + columns(keys) + columns(words) + 3, 0);
}
