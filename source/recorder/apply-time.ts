import {frameRate} from '../exports/recording/frame-rate.ts';
import type {Caption, Frame, Recording} from '../exports/recording/recording.ts';
import type {Cue} from './cue.ts';
import {withoutRepeats, withoutUnusedRows} from './drop-unused.ts';
import {recordingTime} from './recording-time.ts';

/** Cuts what a script hides and changes the speed: of frames, keys, markers and captions alike. */
export function applyTime(take: Recording, cues: readonly Cue[], fps: number): Recording {
	const chapters = cues.flatMap(cue =>
		cue.kind === 'mark' ? [{at: cue.at, kind: 'chapter' as const, words: cue.text}] : [],
	);
	const toRecording = recordingTime(cues);
	const lasts = (from: number, to: number) => toRecording(to) > toRecording(from);
	const isShown = ({at}: {readonly at: number}) => lasts(at, at + 1);
	const move = <Timed extends {readonly at: number}>(timed: Timed): Timed => ({
		...timed,
		at: Math.round(toRecording(timed.at)),
	});
	const duration = Math.round(toRecording(take.duration));
	const rate = frameRate(duration, fps);
	const moveTexts = (texts: readonly Caption[]) =>
		texts
			.map(({from, to, text}) => ({from: Math.round(toRecording(from)), to: Math.round(toRecording(to)), text}))
			.filter(({from, to}) => from < to);
	// Moves frames to the frame rate: a part that `speed` accelerates would have more frames per second.
	const slot = ({at, rows}: Frame): Frame => ({
		at: Math.round(Math.ceil((at * rate) / 1000 - 1e-6) * (1000 / rate)),
		rows,
	});
	const isDenser = rate < fps || cues.some(cue => cue.kind === 'speed' && cue.factor > 1);
	// A frame that starts hidden is shown if it lasts until the screen is.
	const moved = take.frames
		.filter((frame, index, all) => isShown(frame) || lasts(frame.at, all[index + 1]?.at ?? take.duration))
		.map(move);
	return withoutUnusedRows({
		...take,
		frames: withoutRepeats(lastOfEachMoment(isDenser ? moved.map(slot) : moved)),
		duration,
		markers: [...take.markers.filter(isShown), ...chapters].map(move).sort((one, other) => one.at - other.at),
		keys: take.keys.filter(isShown).map(move),
		captions: moveTexts(take.captions),
		narrations: moveTexts(take.narrations),
	});
}

function lastOfEachMoment(frames: readonly Frame[]): readonly Frame[] {
	return frames.filter(({at}, index) => frames[index + 1]?.at !== at);
}
