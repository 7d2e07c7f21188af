import type {ScreenProps} from '../view/props.ts';
import {announceChoices} from './announce-choices.ts';
import {announceEnd} from './announce-end.ts';
import {announceOverlay} from './announce-overlay.ts';
import {announcePlayhead, announceScreen} from './announce-screen.ts';
import {spokenGlyphs, toSpeakable} from './speakable.ts';

/** The first line of a sitting. */
export const greeting = 'async-tui: watch async code run, in sentences. Press question mark for help, q to quit.';

/**
 * What is new to somebody who listens, in sentences of a line each: what a key has changed, then `told`, what has happened in the runs
 * meanwhile, then how they ended. `before`: what was spoken of last; of its models only who they are is looked at, for they move on.
 */
export function announce(
	before: ScreenProps | undefined,
	now: ScreenProps,
	eventLines: readonly string[] = [],
): readonly string[] {
	const props = {...now, glyphs: spokenGlyphs};
	const changes = [
		...announceChoices(before, props),
		...(before ? announceScreen(before, props) : []),
		...announcePlayhead(before, props),
		...announceNotice(before, props),
	];
	const isClosed = before?.session.overlay !== undefined && now.session.overlay === undefined;
	// What comes in its place says so otherwise.
	const back = isClosed && changes.length === 0 && before.session.run === now.session.run ? ['Closed.'] : [];
	return [...changes, ...back, ...announceOverlay(before, props), ...eventLines, ...announceEnd(before, props)].map(
		toSpeakable,
	);
}

/** Each action takes back what was said before it: where a notice is in a new session, it is meant anew. */
function announceNotice(before: ScreenProps | undefined, {session}: ScreenProps): readonly string[] {
	const {notice} = session;
	if (notice === undefined || session === before?.session) {
		return [];
	}

	// "Theme: light." is followed by "Theme light, kept for next time."
	const earlier = before?.session.notice?.replace(/[:.]/g, '');
	return [earlier && notice.startsWith(`${earlier}, `) ? notice.slice(earlier.length + 2) : notice];
}
