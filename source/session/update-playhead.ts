import type {PlayheadAction} from './action.ts';
import type {Session, World} from './session.ts';
import {momentOf, speeds} from './session.ts';

/** The session after a key about where in the run one looks. What runs goes on meanwhile. */
export function updatePlayhead(session: Session, action: PlayheadAction, world: World): Session {
	const {tape} = world;
	const at = Math.min(momentOf(session, tape.now) ?? tape.end, tape.end);
	switch (action.type) {
		case 'toggle-pause':
			return togglePause(session, at, world);
		case 'seek':
			return moved(session, at + action.by, world);
		case 'go-to':
			return action.end === 'start' ? moved(session, tape.start, world) : present(session, world);
		case 'step': {
			const moment = tape.step(at, action.by);
			return moment === undefined
				? {...session, notice: action.by === 1 ? nothingAfter : 'This is the first event.'}
				: {...session, playhead: {at: moment}};
		}
		case 'change-speed':
			return changeSpeed(session, at, action.by, tape);
	}
}

const nothingAfter = 'This is the last event.';

function togglePause(session: Session, at: number, world: World): Session {
	const {playhead} = session;
	const {clock, tape} = world;
	if (!playhead) {
		return {...session, playhead: clock === undefined ? {at: tape.start, since: tape.now} : {at: clock}};
	}

	if (playhead.since !== undefined) {
		return {...session, playhead: {at}};
	}

	if (at < tape.end) {
		return {...session, playhead: {at, since: tape.now}};
	}

	// At the end of what was cut off there is no present to go to, and before its start there is nothing to play.
	if (tape.end <= tape.start && !tape.isWhole) {
		return {...session, playhead: {at}, notice: nothingAfter};
	}

	return tape.isWhole ? present(session, world) : {...session, playhead: {at: tape.start, since: tape.now}};
}

/** Somewhere else, where it plays on if it played. */
function moved(session: Session, moment: number, {tape}: World): Session {
	const at = Math.max(tape.start, Math.min(tape.end, moment));
	const plays = session.playhead?.since !== undefined;
	return {...session, playhead: {at, ...(plays && {since: tape.now})}};
}

function present(session: Session, {tape}: World): Session {
	const {playhead: _playhead, ...rest} = session;
	return tape.isWhole ? rest : {...rest, playhead: {at: tape.end}};
}

function changeSpeed(session: Session, at: number, by: 1 | -1, {now}: World['tape']): Session {
	const index = speeds.findIndex(each => each === (session.speed ?? 1)) + by;
	const speed = speeds[Math.max(0, Math.min(speeds.length - 1, index))] ?? 1;
	const plays = session.playhead?.since !== undefined;
	const notice = session.playhead ? undefined : `Replay speed ${speed}×: press space to play.`;
	return {...session, speed, ...(plays && {playhead: {at, since: now}}), ...(notice && {notice})};
}
