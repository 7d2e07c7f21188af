import type {Model} from './model.ts';

/** This run beside the one before: both are runs, neither is computed. */
export type Comparison = {
	readonly previous: {readonly strategy: string; readonly title: string; readonly makespan: number};
	/**
	 * Previous total minus this total, ms; negative when this one is slower. Known when this run has stopped well, and
	 * the same thing stopped both: the first result of a race is no saving over all results.
	 */
	readonly saved?: number;
	/** Previous total over this total; known when `saved` is. */
	readonly ratio?: number;
};

/** Undefined when there is no previous run, or it did not end well, or it did other work (other tasks, latencies or what-ifs). */
export function compare(model: Model, previous: Model | undefined): Comparison | undefined {
	if (!previous || !stoppedWell(previous) || !sameWork(model, previous)) return undefined;
	const {strategy} = previous.description;
	const before = previous.totals.makespan;
	const now = model.totals.makespan;
	const comparable = stoppedWell(model) && strategy.total === model.description.strategy.total && now > 0;
	return {
		previous: {strategy: strategy.name, title: strategy.title, makespan: before},
		...(comparable && {saved: before - now, ratio: before / now}),
	};
}

/**
 * Sequential total over this total, when a sequential run of the same work is known (`measured`), else the sum of this run's
 * latencies over its total (`sum`). Undefined until the total has stopped, and where it means nothing (Race, First success, failures).
 */
export function speedup(
	model: Model,
	sequential: Model | undefined,
): {readonly ratio: number; readonly basis: 'measured' | 'sum'} | undefined {
	const {totals, description} = model;
	if (!stoppedWell(model) || description.strategy.total === 'result') return undefined;
	if (totals.done < model.lanes.length || totals.makespan <= 0) return undefined;
	const measured =
		sequential?.description.strategy.name === 'sequential' &&
		description.strategy.name !== 'sequential' &&
		stoppedWell(sequential) &&
		sameWork(model, sequential);
	return measured
		? {ratio: sequential.totals.makespan / totals.makespan, basis: 'measured'}
		: {ratio: totals.sum / totals.makespan, basis: 'sum'};
}

/** Its total has stopped and its strategy has the result that it is meant to have. */
function stoppedWell(model: Model): boolean {
	return model.totals.stopped && model.result?.outcome === 'done' && (model.end?.outcome ?? 'ok') === 'ok';
}

/** Also true for another language, seed or strategy: the same tasks with the same latencies and what-ifs. */
function sameWork(a: Model, b: Model): boolean {
	const [one, other] = [a.description, b.description];
	if (one === other) return true;
	if (one.scenario.name !== other.scenario.name || one.source !== other.source) return false;
	if (one.tasks.length !== other.tasks.length) return false;
	return one.tasks.every((task, index) => {
		const same = other.tasks[index];
		return (
			task.id === same?.id &&
			task.latency === same.latency &&
			Boolean(task.fails) === Boolean(same.fails) &&
			task.timeout === same.timeout &&
			task.blocks === same.blocks
		);
	});
}
