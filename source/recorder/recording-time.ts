import type {Cue} from './cue.ts';

/**
 * Returns a function that converts the time of a take to the time of its recording, both in ms. `speed` compresses or
 * stretches time, and no time passes while the screen is hidden. The result never decreases.
 */
export function recordingTime(cues: readonly Cue[]): (moment: number) => number {
	const pieces: {readonly from: number; readonly start: number; readonly rate: number}[] = [
		{from: 0, start: 0, rate: 1},
	];
	let [speed, hidden] = [1, false];
	for (const cue of cues) {
		if (cue.kind === 'speed') speed = cue.factor;
		else if (cue.kind === 'hide') hidden = true;
		else if (cue.kind === 'show') hidden = false;
		else continue;
		pieces.push({from: cue.at, start: timeIn(pieces, cue.at), rate: hidden ? 0 : 1 / speed});
	}
	return moment => timeIn(pieces, moment);
}

function timeIn(
	pieces: readonly {readonly from: number; readonly start: number; readonly rate: number}[],
	moment: number,
): number {
	const {from, start, rate} = pieces.findLast(({from}) => from <= moment) ?? {from: 0, start: 0, rate: 1};
	return start + (moment - from) * rate;
}
