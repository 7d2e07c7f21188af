import {whatIfCount} from '../../session/update-tasks.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {RunProps, Scrub} from '../props.ts';

/** What deviates from the newest run as it was planned: an earlier run, the replay, a language that is not shown. */
export function chips(props: RunProps): Line {
	const {runs, size, scrub, session, glyphs} = props;
	const changes = whatIfCount(session);
	const words = [
		...(runs.length > 1 && session.screen !== 'dashboard' && !fitsPair(size) ? ['p: JS / Python'] : []),
		// Only if an earlier run is shown.
		...(session.returnTo && session.historyId !== undefined ? [`run ${session.historyId}`] : []),
		...(scrub ? [replayWords(scrub, glyphs.times)] : []),
		...(changes > 0 ? [`what if: ${changes}`] : []),
	];
	return words.flatMap(each => [chip(each, glyphs), span('text', ' ')]);
}

/** How fast the run is shown and how far behind it is; of a run that has ended, the speed of the replay. */
function replayWords({isRunning, plays, speed, at, end}: Scrub, times: string): string {
	if (!isRunning) {
		return `replay ${speed}${times}`;
	}
	const behind = `${((end - at) / 1000).toFixed(1)} s behind`;
	return plays ? `${speed}${times}, ${behind}` : `paused, ${behind}`;
}

/** A fact in angle brackets. */
export function chip(words: string, {chip: [open, close]}: Pick<Glyphs, 'chip'>) {
	return span('accent', `${open}${words}${close}`, 'strong');
}
