import {forecastTotal} from '../forecast-total.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';

/** Suggests a key after a set of tasks has ended. */
export function nextKey(model: Model, previous: Model | undefined): string {
	const {description, lanes, end, result, totals} = model;
	const {strategy, limit, source} = description;
	if (end && end.outcome !== 'ok' && end.outcome !== 'failed') return 'Press r to run again.';
	if (result?.outcome === 'failed' || end?.outcome === 'failed')
		return result ? afterFailure(strategy.name) : 'Press r to run again.';
	if (lanes.length === 0) return 'Press / to find a scenario.';
	if (lanes.length === 1) return 'Press a to duplicate it.';
	if (strategy.total === 'result') return 'Press 2 to wait for all.';
	switch (strategy.name) {
		case 'sequential':
			return 'Press 2 to start them together.';
		case 'concurrent':
			if (previous?.description.strategy.name !== 'sequential') return inTurn(description);
			// With fewer tasks a limit makes no difference.
			return lanes.length >= 3 ? 'Press 3 to set a limit.' : 'Press c to compare them all.';
		case 'limited':
			return limit !== undefined && limit < lanes.length
				? 'Press + to raise the limit.'
				: 'Press - to lower the limit.';
		case 'batched':
			return 'Press 3: no waiting for the batch.';
		case 'all-settled':
		case 'task-group':
			// Real tasks fail by themselves.
			return source === 'measured' || totals.failed + totals.timedOut > 0
				? 'Press c to compare them all.'
				: 'Press f to make one fail.';
		case 'as-completed':
			return 'Press 2: all results at the end.';
		default:
			return 'Press r to run again.';
	}
}

/** Suggests Sequential, with a forecast of its total if every latency is planned. */
function inTurn({tasks}: Model['description']): string {
	const latencies = tasks.flatMap(({latency}) => latency ?? []);
	const total = latencies.length === tasks.length ? forecastTotal('sequential', latencies, 1) : undefined;
	return `Press 1 to run them in turn${total === undefined ? '' : `: about ${seconds(total)}`}.`;
}

function afterFailure(strategy: string): string {
	switch (strategy) {
		case 'race':
			return 'Press 6: a failure decides nothing.';
		case 'task-group':
			return 'Press 7: they keep running.';
		case 'first-success':
			return 'Press 7 to see every error.';
		default:
			return 'Press 7 to keep all results.';
	}
}
