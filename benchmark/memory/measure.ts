import {follow} from '../../source/model/follow.ts';
import {dashboardTasks, simulate} from '../../test/fixtures/simulate.ts';

/** Memory in MB, times in µs, rates in events per millisecond. */
export type MemoryUse = {
	readonly events: number;
	/** The heap of the trace, and of the model that follows it. */
	readonly trace: number;
	readonly model: number;
	/** Resident memory of both. */
	readonly resident: number;
	readonly followed: number;
	/** The rate of parsing the trace from JSON, for comparison. */
	readonly read: number;
	/** The mean time of a step of 50 ms through the run. */
	readonly step: number;
	/** The time of a step of 1 µs, in which nothing happens. */
	readonly still: number;
};

/** `node --expose-gc measure.ts TASKS` prints a `MemoryUse` as JSON. */
const count = Number(process.argv[2]);
const tasks = dashboardTasks(count);

// Warms up the code.
follow(simulate({tasks: 200})).at(Number.POSITIVE_INFINITY);

const empty = used();
const trace = simulate({tasks});
const withTrace = used();
const end = trace.at(-1)?.at ?? 0;
const reader = follow(trace);
const following = timed(() => {
	for (let at = 0; at < end; at += 50) {
		reader.at(at);
	}

	reader.at(end);
});
const withModel = used();
const times = 10_000;
const stepping = timed(() => {
	for (let time = 1; time <= times; time++) {
		reader.at(end + time / 1000);
	}
});

const lines = trace.slice(0, 100_000).map(event => JSON.stringify(event));
const reading = timed(() => {
	for (const line of lines) {
		JSON.parse(line);
	}
});

const use: MemoryUse = {
	events: trace.length,
	trace: withTrace.heap - empty.heap,
	model: withModel.heap - withTrace.heap,
	resident: withModel.resident - empty.resident,
	followed: trace.length / following,
	read: lines.length / reading,
	step: (following * 1000) / (end / 50),
	still: (stepping * 1000) / times,
};
process.stdout.write(JSON.stringify(use));

function used() {
	globalThis.gc?.();
	const {heapUsed, rss} = process.memoryUsage();
	return {heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20};
}

function timed(work: () => void): number {
	const begin = performance.now();
	work();
	return performance.now() - begin;
}
