import type {TraceWriter} from '../trace-writer.ts';
import {ensureMark} from './promise-marks.ts';
import {stateOf} from './promise-state.ts';
import type {Positions} from './source-positions.ts';

/** The reactions of a pending promise are reported at this count, and each time the count has doubled since. */
const firstReportCount = 500;

/** How many frames to search for the line that adds a reaction. */
const maxFrames = 12;

type Parts = {
	readonly emit: TraceWriter['emit'];
	readonly positions: Positions;
	/** Returns the topmost frames at this moment. */
	readonly frames: (count: number) => readonly NodeJS.CallSite[];
	/** Returns how many lanes are suspended. */
	readonly countWaiting: () => number;
	readonly runUntraced: <Result>(run: () => Result) => Result;
};

/** Returns a function that counts the calls of `then` on each promise. Awaits do not count: their lanes are waiting. */
export function createReactions({
	emit,
	positions,
	frames,
	countWaiting,
	runUntraced,
}: Parts): (promise: Promise<unknown>) => void {
	return promise => {
		const known = ensureMark(promise);
		const count = ++known.reactions;
		if (count % firstReportCount !== 0 || !Number.isInteger(Math.log2(count / firstReportCount))) {
			return;
		}

		if (runUntraced(() => stateOf(promise)).state !== 'pending') {
			return;
		}

		const {note} = known;
		const madeAt = note?.kind === 'opaque' ? note.madeAt : undefined;
		const site = frames(maxFrames).find(one => !one.isAsync() && positions.isProgram(one.getFileName() ?? 'node:'));
		const place = site && positions.of(site).place;
		emit({type: 'reactions-counted', count, waiting: countWaiting(), ...(madeAt && {madeAt}), ...(place && {place})});
	};
}
