import {whatIfCount} from '../../session/update-tasks.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {RunProps, Scrub} from '../props.ts';
import {takesKeys} from '../props.ts';

/**
 * Draws what deviates from the newest run as planned: an earlier run, the replay, what-ifs, a language that is not
 * shown.
 */
export function chips(props: RunProps): Line {
	const {runs, size, scrub, session, glyphs} = props;
	const changes = whatIfCount(session);
	const words = [
		...(runs.length > 1 && session.screen !== 'dashboard' && !fitsPair(size)
			? [`${takesKeys(props) ? 'p: ' : ''}JS / Python`]
			: []),
		// A saved run has a `historyId` too, but no newer run to return to.
		...(session.returnTo && session.historyId !== undefined ? [`run ${session.historyId}`] : []),
		...(scrub ? [replayWords(scrub, glyphs.times)] : []),
		...(changes > 0 ? [`what if: ${changes}`] : []),
	];
	return words.flatMap(each => [chip(each, glyphs), span('text', ' ')]);
}

/** Returns the speed of a replay and, while the run is in progress, how far the replay is behind it. */
function replayWords({isRunning, plays, speed, at, end}: Scrub, times: string): string {
	if (!isRunning) {
		return `replay ${speed}${times}`;
	}
	const ago = `${((end - at) / 1000).toFixed(1)} s ago`;
	return plays ? `${speed}${times}, ${ago}` : `paused, ${ago}`;
}

/** Draws a fact in angle brackets. */
export function chip(words: string, {chip: [open, close]}: Pick<Glyphs, 'chip'>) {
	return span('accent', `${open}${words}${close}`, 'strong');
}
