import type {PlayheadAction} from './action.ts';
import {speeds} from './choices.ts';
import type {UpdateContext} from './context.ts';
import type {Session} from './session.ts';
import {playheadTime} from './session.ts';

/** Moves the playhead. A run in progress continues meanwhile. */
export function updatePlayhead(session: Session, action: PlayheadAction, context: UpdateContext): Session {
	const {playback} = context;
	if (session.run === 0 && playback.end <= playback.start) {
		return {...session, notice: session.question ?? 'Nothing has run yet. Press space to start.'};
	}

	const at = Math.min(playheadTime(session, playback.now) ?? playback.end, playback.end);
	switch (action.type) {
		case 'toggle-pause':
			return togglePause(session, at, context);
		case 'seek':
			return movePlayhead(session, at + action.by, context);
		case 'go-to':
			return action.end === 'start' ? movePlayhead(session, playback.start, context) : toLive(session, context);
		case 'step': {
			const moment = playback.step(at, action.by);
			return moment === undefined
				? {
						...session,
						notice:
							action.by === 1 ? nothingAfter : playback.isCut ? droppedNotice(playback) : 'This is the first event.',
					}
				: {...session, playhead: {at: moment}};
		}
		case 'change-speed':
			return changeSpeed(session, at, action.by, context);
	}
}

/** Returns the notice for a step or a seek to events that the run has dropped. */
const droppedNotice = ({start, end}: UpdateContext['playback']) =>
	`Earlier than ${Math.round((end - start) / 1000)} s ago is not kept. -o FILE keeps all.`;

const nothingAfter = 'This is the last event.';

function togglePause(session: Session, at: number, context: UpdateContext): Session {
	const {playhead} = session;
	const {clock, playback} = context;
	if (!playhead) {
		return {...session, playhead: clock === undefined ? {at: playback.start, since: playback.now} : {at: clock}};
	}

	if (playhead.since !== undefined) {
		return {...session, playhead: {at}};
	}

	if (at < playback.end) {
		return {...session, playhead: {at, since: playback.now}};
	}

	// A file that was cut off has no live moment to return to, and an empty one has nothing to play.
	if (playback.end <= playback.start && !playback.isWhole) {
		return {...session, playhead: {at}, notice: nothingAfter};
	}

	return playback.isWhole
		? toLive(session, context)
		: {...session, playhead: {at: playback.start, since: playback.now}};
}

/** Moves the playhead within the run. If it was playing, it continues to play. */
function movePlayhead(session: Session, moment: number, {playback}: UpdateContext): Session {
	const at = Math.max(playback.start, Math.min(playback.end, moment));
	const isPlaying = session.playhead?.since !== undefined;
	const notice = playback.isCut && moment <= playback.start ? droppedNotice(playback) : undefined;
	return {...session, playhead: {at, ...(isPlaying && {since: playback.now})}, ...(notice && {notice})};
}

function toLive(session: Session, {playback}: UpdateContext): Session {
	const {playhead: _playhead, ...rest} = session;
	return playback.isWhole ? rest : {...rest, playhead: {at: playback.end}};
}

function changeSpeed(session: Session, at: number, by: 1 | -1, {clock, playback: {now}}: UpdateContext): Session {
	const isRunning = clock !== undefined;
	const index = speeds.findIndex(each => each === (session.speed ?? 1)) + by;
	const speed = speeds[Math.max(0, Math.min(speeds.length - 1, index))] ?? 1;
	const isPlaying = session.playhead?.since !== undefined;
	if (!session.playhead && isRunning) {
		// In slow motion, the screen falls behind the run. Nothing can be faster than live.
		return speed < 1
			? {...session, speed, playhead: {at, since: now}}
			: {...session, notice: 'This is live. Press < for slow motion.'};
	}
	const notice = session.playhead ? undefined : `Replay speed ${speed}×: press space to play.`;
	return {...session, speed, ...(isPlaying && {playhead: {at, since: now}}), ...(notice && {notice})};
}
