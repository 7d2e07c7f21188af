import {compare} from '../../model/analysis/comparison.ts';
import {forecastTotal, stopsAtFirstResult} from '../../model/forecast-total.ts';
import {seconds} from '../../model/format-duration.ts';
import type {StrategyInfo} from '../../session/choices.ts';
import {boundary} from '../axis.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {padRows, panel} from './panel.ts';
import {windowAround} from './window.ts';

/** The total of the tasks on screen under a strategy, in ms, and whether it is a forecast. */
export type StrategyTotal = {readonly ms: number; readonly isForecast: boolean};

/**
 * Returns the total of the tasks on screen under a strategy: measured if it has run, else a forecast. Undefined if a
 * latency is unknown, if a task may not run to its end, and for a program.
 */
export function strategyTotal(props: RunProps, strategy: StrategyInfo): StrategyTotal | undefined {
	const {session, model} = props;
	const plan = planOf(session.tasks);
	if (model.description.form !== 'tasks' || session.tasks.length < 2 || !plan) return undefined;
	const measured = measuredTotal(props, strategy);
	const ms = measured ?? forecast(plan, strategy.name, session.limit);
	return ms === undefined ? undefined : {ms, isForecast: measured === undefined};
}

type Tasks = RunProps['session']['tasks'];

/** The latencies of tasks that all run to their ends, in ms, and the forecasts computed so far, by strategy and limit. */
type Plan = {readonly latencies: readonly number[]; readonly forecasts: Map<string, number | undefined>};

const plans = new WeakMap<Tasks, Plan | undefined>();

/**
 * Returns the plan of tasks. Undefined if a latency is unknown, or if a task may not run to its end. Computed once for
 * each list, because there can be ten thousand tasks.
 */
function planOf(tasks: Tasks): Plan | undefined {
	if (!plans.has(tasks)) {
		const isKnown = tasks.every(
			task => task.latency !== undefined && !task.fails && task.timeout === undefined && task.blocks === undefined,
		);
		const latencies = tasks.map(({latency = 0}) => latency);
		plans.set(tasks, isKnown ? {latencies, forecasts: new Map()} : undefined);
	}
	return plans.get(tasks);
}

function forecast({latencies, forecasts}: Plan, strategy: string, limit: number): number | undefined {
	const key = `${strategy} ${limit}`;
	if (!forecasts.has(key)) forecasts.set(key, forecastTotal(strategy, latencies, limit));
	return forecasts.get(key);
}

/** Returns the rows for every strategy. Undefined if there is no total to show for any of them. */
export function strategiesHeight(props: RunProps): number | undefined {
	const {strategies} = props;
	const isOffered = strategies.length > 1 && strategies.some(each => strategyTotal(props, each));
	return isOffered ? strategies.length + 2 : undefined;
}

/** Draws every strategy with its total on one axis. */
export function strategiesCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {strategies, session, glyphs} = props;
	const max = planOf(session.tasks)?.latencies.reduce((sum, latency) => sum + latency, 0) ?? 0;
	const titles = strategies.map(strategy => titleOf(strategy, session.limit));
	const name = Math.max(...titles.map(({length}) => length));
	const axis = {left: 0, width: Math.max(8, width - 4 - 4 - name - 2 - 10 - 14), max};
	const lines = strategies.map((strategy, index): Line => {
		const total = strategyTotal(props, strategy);
		if (!total) {
			return emptyLine;
		}

		const {ms, isForecast} = total;
		const bar = (isForecast ? glyphs.lane.cancelled : glyphs.bar.full).repeat(Math.max(1, boundary(axis, ms)));
		const isChosen = strategy.name === session.strategy;
		const what = stopsAtFirstResult(strategy.name) ? 'first result' : isForecast ? 'forecast' : 'measured';
		return [
			span('accent', ` ${index + 1} `, 'strong'),
			span(isChosen ? 'accent' : 'text', fitText(titles[index] ?? '', name + 2, glyphs.ellipsis)),
			span(isForecast ? 'muted' : 'done', fitText(bar, axis.width, ' ')),
			span('text', seconds(ms).padStart(10)),
			span('muted', `  ${what}`),
		];
	});
	const chosen = strategies.findIndex(strategy => strategy.name === session.strategy);
	const {first, count} = windowAround(Math.max(0, chosen), lines.length, rows - 2);
	const hidden = lines.length - count;
	const more = hidden > 0 ? [[span('muted', ` ${glyphs.ellipsis} ${hidden} more`)]] : [];
	const all = padRows([...lines.slice(first, first + count), ...more], rows - 2);
	const words = [span('muted', `0 to ${seconds(max)}`)];
	return panel({title: [span('accent', 'Every strategy', 'strong')], words}, all, width, glyphs);
}

const titleOf = ({title, limited}: StrategyInfo, limit: number) => stripControls(limited ? `${title} ${limit}` : title);

/**
 * Returns the total of a run of the same work under a strategy, in ms. Undefined if no such run ended with the outcome
 * `ok`.
 */
function measuredTotal(
	{model, previous, sequential, finished = []}: RunProps,
	{name}: StrategyInfo,
): number | undefined {
	const {language, limit} = model.description;
	const found = [model, previous, sequential, ...finished].find(
		each =>
			each?.end?.outcome === 'ok' &&
			each.description.strategy.name === name &&
			each.description.language === language &&
			(each.description.limit === undefined || each.description.limit === limit || limit === undefined) &&
			(each === model || compare(model, each) !== undefined),
	);
	return found?.totals.makespan;
}
