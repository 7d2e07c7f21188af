import type {Caption, Recording} from '../exports/recording/recording.ts';
import {withoutUnusedRows} from './drop-unused.ts';

/** Returns a recording of one frame, that of a moment in ms. */
export function stillOf(take: Recording, moment: number): Recording {
	const frame = take.frames.findLast(({at}) => at <= moment) ?? take.frames[0];
	const then = (texts: readonly Caption[]) =>
		texts.flatMap(({from, to, text}) => (from <= moment && moment < to ? [{from: 0, to: 0, text}] : []));
	return withoutUnusedRows({
		...take,
		frames: frame ? [{...frame, at: 0}] : [],
		duration: 0,
		markers: [],
		keys: [],
		captions: then(take.captions),
		narrations: then(take.narrations),
	});
}
