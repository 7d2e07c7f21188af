import type {ScreenProps} from '../view/screens/screen.tsx';
import {sayChoices} from './announce-choices.ts';
import {sayEnd} from './announce-end.ts';
import {sayOverlay} from './announce-overlay.ts';
import {sayPlayhead, sayScreen} from './announce-screen.ts';
import {sayable, silent} from './speakable.ts';

/** The first line of a sitting. */
export const greeting = 'async-tui: watch async code run, in sentences. Press question mark for help, q to quit.';

/**
 * What is new to somebody who listens, in sentences of a line each: what a key has changed, then `told`, what has happened in the runs
 * meanwhile, then how they ended. `before`: what was spoken of last; of its models only who they are is looked at, for they move on.
 */
export function speak(
	before: ScreenProps | undefined,
	now: ScreenProps,
	told: readonly string[] = [],
): readonly string[] {
	const props = {...now, glyphs: silent};
	const changes = [
		...sayChoices(before, props),
		...(before ? sayScreen(before, props) : []),
		...sayPlayhead(before, props),
		...sayNotice(before, props),
	];
	const isClosed = before?.session.overlay !== undefined && now.session.overlay === undefined;
	// What comes in its place says so otherwise.
	const back = isClosed && changes.length === 0 && before.session.run === now.session.run ? ['Closed.'] : [];
	return [...changes, ...back, ...sayOverlay(before, props), ...told, ...sayEnd(before, props)].map(sayable);
}

/** Each action takes back what was said before it: where a notice is in a new session, it is meant anew. */
function sayNotice(before: ScreenProps | undefined, {session}: ScreenProps): readonly string[] {
	const {notice} = session;
	if (notice === undefined || session === before?.session) {
		return [];
	}

	// "Theme: light." is followed by "Theme light, kept for next time."
	const said = before?.session.notice?.replace(/[:.]/g, '');
	return [said && notice.startsWith(`${said}, `) ? notice.slice(said.length + 2) : notice];
}
