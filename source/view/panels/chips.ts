import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {RunProps} from '../props.ts';

/** What deviates from the newest run as it was planned: an earlier run, the replay, a language that is not shown. */
export function chips(props: RunProps): Line {
	const {runs, size, scrub, session, glyphs} = props;
	const words = [
		...(runs.length > 1 && session.screen !== 'dashboard' && !fitsPair(size) ? ['p: JS / Python'] : []),
		// Only if an earlier run is shown.
		...(session.returnTo && session.historyId !== undefined ? [`run ${session.historyId}`] : []),
		...(scrub ? [`replay ${scrub.speed}${glyphs.times}`] : []),
	];
	return words.flatMap(each => [chip(each, glyphs), span('text', ' ')]);
}

/** A fact in angle brackets. */
export function chip(words: string, {chip: [open, close]}: Pick<Glyphs, 'chip'>) {
	return span('accent', `${open}${words}${close}`, 'strong');
}
