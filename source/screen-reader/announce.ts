import type {ScreenProps} from '../view/props.ts';
import {announceChoices} from './announce-choices.ts';
import {announceEnd} from './announce-end.ts';
import {announceExercise} from './announce-exercise.ts';
import {announceOverlay} from './announce-overlay.ts';
import {announcePlayhead, announceScreen} from './announce-screen.ts';
import {announceNewFindings} from './announce-waits.ts';
import {spokenGlyphs, toSpeakable} from './speakable.ts';

/** The first announced line of a session. */
export const greeting = 'async-tui: watch async code run, in sentences. Press question mark for help, q to quit.';

/**
 * Returns what is new for a listener, one sentence per line: what a key changed, then `eventLines` for the events since
 * the last call, then how the runs ended. `before`: the props of the last announcement. Only the identity of its models
 * may be compared, because models change as their runs proceed.
 */
export function announce(
	before: ScreenProps | undefined,
	now: ScreenProps,
	eventLines: readonly string[] = [],
): readonly string[] {
	const props = {...now, glyphs: spokenGlyphs};
	const changes = [
		...announceExercise(before, props),
		...announceChoices(before, props),
		...(before ? announceScreen(before, props) : []),
		...announcePlayhead(before, props),
		...announceNotice(before, props),
		...announceNewFindings(before, props),
	];
	const isClosed = before?.session.overlay !== undefined && now.session.overlay === undefined;
	// Whatever replaces an overlay is announced itself, so closing is announced only if nothing else is.
	const back = isClosed && changes.length === 0 && before.session.run === now.session.run ? ['Closed.'] : [];
	return [...changes, ...back, ...announceOverlay(before, props), ...eventLines, ...announceEnd(before, props)].map(
		toSpeakable,
	);
}

/** Announces a new notice. Each action clears the previous notice, so a notice in a new session object is new. */
function announceNotice(before: ScreenProps | undefined, {session}: ScreenProps): readonly string[] {
	const {notice} = session;
	if (notice === undefined || session === before?.session) {
		return [];
	}

	// "Theme light, saved for next time." follows "Theme: light.", so only the new words are announced.
	const earlier = before?.session.notice?.replace(/[:.]/g, '');
	return [earlier && notice.startsWith(`${earlier}, `) ? notice.slice(earlier.length + 2) : notice];
}
