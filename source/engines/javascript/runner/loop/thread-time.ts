import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {now, toMicroseconds} from '../clock.ts';
import type {OwnTime} from '../own-time.ts';
import {readSchedstat} from './schedstat.ts';

/** Where the time of the program's thread went, in ms since the run started. */
export type ThreadTime = {
	readonly idle?: number;
	readonly tracing?: number;
	readonly processor?: number;
	readonly preempted?: number;
};

// Taken before the program can replace them. While the first module is evaluated, only `idle` is correct.
const utilization = performance.eventLoopUtilization.bind(performance);
/** Exists in Node.js 23.9 and later. */
const threadCpuUsage = (process as {threadCpuUsage?: () => NodeJS.CpuUsage}).threadCpuUsage?.bind(process);

/**
 * Creates a meter of the thread's time. `start` must be called when the run starts. `read` returns the time since then,
 * or nothing before.
 */
export function createThreadTime(ownTime: OwnTime, schedstat: number | undefined) {
	const readAll = () => {
		const use = readSchedstat(schedstat) ?? cpuUsage();
		return {idle: utilization().idle, tracing: ownTime.total(now()), ...use};
	};
	let start: ThreadTime | undefined;

	return {
		start() {
			start = readAll();
		},
		read(): ThreadTime {
			if (!start) {
				return {};
			}

			const passed: Record<string, number> = {};
			for (const [name, value] of Object.entries(readAll())) {
				passed[name] = Math.max(0, toMicroseconds(value - (start[name as keyof ThreadTime] ?? 0)));
			}

			return passed;
		},
	};
}

function cpuUsage(): {processor: number} | undefined {
	const used = threadCpuUsage?.();
	return used && {processor: (used.user + used.system) / 1000};
}
