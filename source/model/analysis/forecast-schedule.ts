import type {Model} from '../model.ts';

/** When each task of a set would start and end, and when the caller would continue, in ms from the start. */
export type Schedule = {
	readonly spans: readonly {readonly from: number; readonly to: number}[];
	readonly total: number;
};

/**
 * Forecasts a run of tasks with these latencies (ms) under a strategy. Starting tasks and the thread are assumed to
 * cost nothing. Undefined for an unknown strategy, and without tasks.
 */
export function forecastSchedule(
	strategy: string,
	latencies: readonly number[],
	limit: number = latencies.length,
): Schedule | undefined {
	const starts = latencies.length > 0 ? startsOf(strategy, latencies, Math.max(1, limit)) : undefined;
	if (!starts) {
		return undefined;
	}
	const spans = latencies.map((latency, index) => ({from: starts[index] ?? 0, to: (starts[index] ?? 0) + latency}));
	const ends = spans.map(({to}) => to);
	const isFirst = strategy === 'race' || strategy === 'first-success';
	return {spans, total: isFirst ? Math.min(...ends) : Math.max(...ends)};
}

function startsOf(strategy: string, latencies: readonly number[], limit: number): readonly number[] | undefined {
	switch (strategy) {
		case 'sequential':
			return withLimit(latencies, 1);
		case 'limited':
			return withLimit(latencies, limit);
		case 'batched': {
			const starts: number[] = [];
			let start = 0;
			for (let first = 0; first < latencies.length; first += limit) {
				const batch = latencies.slice(first, first + limit);
				starts.push(...batch.map(() => start));
				start += Math.max(...batch);
			}
			return starts;
		}
		case 'concurrent':
		case 'all-settled':
		case 'task-group':
		case 'as-completed':
		case 'race':
		case 'first-success':
			return latencies.map(() => 0);
		default:
			return undefined;
	}
}

/** Returns when each task starts, in ms, if it takes the slot that is free first. */
function withLimit(latencies: readonly number[], limit: number): readonly number[] {
	const free = Array.from({length: limit}, () => 0);
	return latencies.map(latency => {
		const start = Math.min(...free);
		free[free.indexOf(start)] = start + latency;
		return start;
	});
}

/**
 * Forecasts a run of planned tasks that has not ended. The latencies of real tasks are taken from one of `others`: a
 * run of the same tasks that has ended. Undefined if they are unknown, and with what-ifs, which change more than
 * latencies.
 */
export function forecastRun({description}: Model, others: readonly Model[]): Schedule | undefined {
	const {form, tasks, strategy, limit} = description;
	const isChanged = tasks.some(({fails, timeout, blocks}) => fails || timeout !== undefined || blocks !== undefined);
	if (form !== 'tasks' || isChanged) {
		return undefined;
	}
	const measured = others.find(
		({end, totals, lanes, description: {language}}) =>
			end?.outcome === 'ok' && language === description.language && totals.done === lanes.length,
	);
	const latencies = tasks.flatMap(({id, latency}) => latency ?? measuredLatency(measured, id) ?? []);
	return latencies.length === tasks.length ? forecastSchedule(strategy.name, latencies, limit) : undefined;
}

function measuredLatency(run: Model | undefined, id: string): number | undefined {
	const {startedAt, endedAt} = run?.tasks.get(id) ?? {};
	return startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
}
