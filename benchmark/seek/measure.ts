import {follow} from '../../source/model/follow.ts';
import {nextStep, previousStep} from '../../source/model/stepping.ts';
import {formatEvent, parseTrace} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {randomFrom} from '../../test/helpers/random.ts';
import {median} from '../pairs.ts';
import {traces} from './traces.ts';

/** Memory in MB, times in ms, rates in events per second. */
export type SeekCost = {
	readonly events: number;
	readonly loaded: number;
	/** Following the trace from start to end for the first time, and the same without snapshots. */
	readonly followed: number;
	readonly followedWithout: number;
	/** Heap of the follower at the end of the trace, and the same without snapshots. */
	readonly megabytes: number;
	readonly megabytesWithout: number;
	/** The times to go to random moments. */
	readonly seek: Spread;
	/** The times to go from random moments to the event before, and to the one after. */
	readonly back: Spread;
	readonly on: Spread;
};

/** Statistics of the times to each moment. `most` is the longest of all. */
export type Spread = {readonly median: number; readonly p99: number; readonly most: number};

/** `node --expose-gc measure.ts NAME` prints a `SeekCost` as JSON. */
const make = traces[process.argv[2] as keyof typeof traces];
let text = make().map(formatEvent).join('\n');
const end = make().at(-1)?.at ?? 0;

// Warms up the code.
parseTrace(text.slice(0, 5_000_000));
let trace: Trace | undefined;
const loading = timed(() => {
	trace = parseTrace(text).trace;
});
if (!trace) throw new Error('the trace cannot be read');
const whole = trace;
text = '';

const {ms: followedWithout, megabytes: megabytesWithout} = followed(Number.POSITIVE_INFINITY);
const marked = followed();
const random = randomFrom(6);
const moments = Array.from({length: 300}, () => random() * end);
const {reader} = marked;
const momentOf = (index = 0) => whole[index]?.at ?? 0;

const cost: SeekCost = {
	events: whole.length,
	loaded: (whole.length / loading) * 1000,
	followed: (whole.length / marked.ms) * 1000,
	followedWithout: (whole.length / followedWithout) * 1000,
	megabytes: marked.megabytes,
	megabytesWithout,
	seek: spread(moment => timed(() => reader.at(moment))),
	back: spread(moment => {
		reader.at(moment);
		return timed(() => reader.at(momentOf(previousStep(whole, moment))));
	}),
	on: spread(moment => {
		reader.at(moment);
		return timed(() => reader.at(momentOf(nextStep(whole, moment))));
	}),
};
process.stdout.write(JSON.stringify(cost));

function followed(apart?: number) {
	const before = used();
	const reader = follow(whole, apart);
	const ms = timed(() => {
		for (let at = 0; at < end; at += 50) reader.at(at);
		reader.at(end);
	});
	return {reader, ms, megabytes: used() - before};
}

/**
 * Goes to all moments three times and takes the median of each, because other load on the machine and the garbage
 * collector hit them at random.
 */
function spread(measure: (moment: number) => number): Spread {
	const rounds = [moments, moments.toReversed(), moments].map(round => new Map(round.map(at => [at, measure(at)])));
	const sorted = moments.map(at => median(rounds.map(times => times.get(at) ?? 0))).sort((a, b) => a - b);
	const all = rounds.flatMap(times => [...times.values()]);
	return {median: median(sorted), p99: sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0, most: Math.max(...all)};
}

function used(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed / 2 ** 20;
}

function timed(work: () => void): number {
	const begin = performance.now();
	work();
	return performance.now() - begin;
}
