import {compare} from '../../model/analysis/comparison.ts';
import {forecastTotal} from '../../model/forecast-total.ts';
import {seconds} from '../../model/format-duration.ts';
import type {StrategyInfo} from '../../session/choices.ts';
import {boundary} from '../axis.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {panel} from './panel.ts';

/** Returns the rows for every strategy. Undefined if a latency is unknown, or if a task may not run to its end. */
export function strategiesHeight({strategies, session, model}: RunProps): number | undefined {
	const isKnown = session.tasks.every(
		task => task.latency !== undefined && !task.fails && task.timeout === undefined && task.blocks === undefined,
	);
	const isOffered = model.description.form === 'tasks' && session.tasks.length > 1 && strategies.length > 1;
	return isOffered && isKnown ? strategies.length + 2 : undefined;
}

/** Draws every strategy with its total on one axis: measured if the strategy has run, else a forecast. */
export function strategiesCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {strategies, session, glyphs} = props;
	const latencies = session.tasks.map(({latency = 0}) => latency);
	const max = latencies.reduce((sum, each) => sum + each, 0);
	const titles = strategies.map(strategy => titleOf(strategy, session.limit));
	const name = Math.max(...titles.map(({length}) => length));
	const axis = {left: 0, width: Math.max(8, width - 4 - 4 - name - 2 - 10 - 14), max};
	const lines = strategies.map((strategy, index): Line => {
		const measured = measuredTotal(props, strategy);
		const total = measured ?? forecastTotal(strategy.name, latencies, session.limit);
		if (total === undefined) {
			return emptyLine;
		}

		const cells = Math.max(1, boundary(axis, total));
		const sign = measured === undefined ? glyphs.lane.cancelled : glyphs.bar.full;
		const isChosen = strategy.name === session.strategy;
		return [
			span('accent', ` ${index + 1} `, 'strong'),
			span(isChosen ? 'accent' : 'text', fitText(titles[index] ?? '', name + 2, glyphs.ellipsis)),
			span(measured === undefined ? 'muted' : 'done', fitText(sign.repeat(cells), axis.width, ' ')),
			span('text', seconds(total).padStart(10)),
			span('muted', `  ${measured === undefined ? 'forecast' : 'measured'}`),
		];
	});
	const all = Array.from({length: rows - 2}, (_, row) => lines[row] ?? emptyLine);
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
