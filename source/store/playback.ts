import type {Model} from '../model/model.ts';
import type {Narration} from '../model/narration/narrate.ts';
import {narrateMoment} from '../model/narration/narrate-moment.ts';
import type {Bounds} from '../model/run-bounds.ts';
import {followBounds} from '../model/run-bounds.ts';
import type {ScrubMark} from '../model/scrub-marks.ts';
import {followMarks} from '../model/scrub-marks.ts';
import {lastAt as lastIndexAt, nextStep, previousStep} from '../model/stepping.ts';
import type {Playback} from '../session/context.ts';
import type {Session} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {ScreenProps} from '../view/props.ts';
import {sideNames} from '../view/sides.ts';
import {indexedUntil, isIndexed} from './followers.ts';
import type {LiveRuns} from './live-runs.ts';

/** Reads the visible runs for the playhead. The playhead itself is in the session. */
export type PlaybackReader = {
	/** Returns the range that can be played. `now`: ms on the clock of this session. */
	readonly at: (now: number) => Playback;
	/** Grows with each event up to a moment. 0 while live. */
	readonly version: (moment: number | undefined) => number;
	/** Returns what the screens show of the playhead. `models`: the visible runs at that moment. */
	readonly scrub: (moment: number, session: Session, models: readonly Model[]) => ScreenProps['scrub'];
};

export function createPlaybackReader(runs: Pick<LiveRuns, 'traces' | 'clock'>): PlaybackReader {
	const readers = new WeakMap<Trace, Reader>();
	const readerOf = (trace: Trace): Reader => {
		const reader = readers.get(trace) ?? {marks: followMarks(trace), bounds: followBounds(trace)};
		readers.set(trace, reader);
		return reader;
	};
	const end = () => runs.clock() ?? Math.max(0, ...runs.traces().map(trace => endOf(trace, readerOf(trace).bounds())));
	// Before the first run starts, all that could be shown is the start of a runtime.
	const start = () => {
		const started = runs.traces().flatMap(trace => readerOf(trace).bounds().startedAt ?? []);
		return Math.min(end(), ...(started.length > 0 ? started : [0]));
	};

	// A part that is not indexed yet cannot be shown.
	const reached = () => (runs.clock() === undefined ? Math.min(end(), ...runs.traces().map(indexedUntil)) : end());

	const isCutOff = (moment: number) =>
		runs.clock() === undefined &&
		moment >= end() &&
		runs.traces().some(trace => isIndexed(trace) && readerOf(trace).bounds().endedAt === undefined);

	return {
		at: now => ({
			now,
			start: start(),
			isCut: runs.traces().some(trace => readerOf(trace).bounds().isCut),
			end: reached(),
			isWhole:
				runs.clock() !== undefined ||
				runs.traces().every(trace => isIndexed(trace) && readerOf(trace).bounds().endedAt !== undefined),
			step(from, by) {
				const [first, last] = [start(), reached()];
				const moments = runs
					.traces()
					.flatMap(trace => stepIn(trace, from, by) ?? [])
					.filter(at => at >= first && at <= last);
				return moments.length === 0 ? undefined : by === 1 ? Math.min(...moments) : Math.max(...moments);
			},
		}),
		version: moment =>
			moment === undefined ? 0 : runs.traces().reduce((sum, trace) => sum + lastIndexAt(trace, moment), 0),
		scrub(moment, {playhead, speed = 1}, models) {
			const traces = runs.traces();
			const isPlaying = playhead?.since !== undefined;
			return {
				at: Math.min(moment, reached()),
				end: end(),
				startedAt: start(),
				speed,
				plays: isPlaying,
				isRunning: runs.clock() !== undefined,
				marks: traces.flatMap(trace => readerOf(trace).marks()),
				// While the playhead plays, the text would change too fast to read.
				narration: isPlaying ? undefined : isCutOff(moment) ? cutOff : lastNarration(traces, moment, models),
			};
		},
	};
}

const cutOff: Narration = {
	role: 'muted',
	text: 'The file ends before the run does: what came after is unknown.',
};

type Reader = {readonly marks: () => readonly ScrubMark[]; readonly bounds: () => Bounds};

/** Narrates the latest event of all runs. Undefined if there is none. */
function lastNarration(traces: readonly Trace[], moment: number, models: readonly Model[]) {
	const names = sideNames(models);
	const narrations = traces.flatMap(trace => {
		const index = models.findIndex(({description}) => description === trace[0]);
		const model = models[index];
		const last = model && narrateMoment(trace, moment, model);
		return last ? [traces.length > 1 ? {...last, text: `${names[index]}: ${last.text}`} : last] : [];
	});
	return narrations.toSorted((one, other) => other.at - one.at)[0];
}

function stepIn(trace: Trace, from: number, by: 1 | -1): number | undefined {
	const index = by === 1 ? nextStep(trace, from) : previousStep(trace, from);
	return index === undefined ? undefined : trace[index]?.at;
}

function endOf(trace: Trace, {endedAt}: Bounds): number {
	return endedAt ?? trace.at(-1)?.at ?? 0;
}
