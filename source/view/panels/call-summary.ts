import {now} from '../../model/at-moment.ts';
import {brief, percent} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Site} from '../../model/sites.ts';
import type {Task} from '../../model/task.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import {finePercent, sparkline} from './calls-table.ts';
import {joinFitting} from './summary-line.ts';

/** The number of rows of `callSummary`. */
export const summaryRows = 10;

/**
 * Summarizes the calls of a function in `width` columns: their outcomes, the distributions of their durations, and where
 * the open calls wait. Parts that do not fit are left out whole.
 */
export function callSummary(model: Model, site: Site, width: number, glyphs: Glyphs): readonly Line[] {
	const {started, done, failed, cancelled, open, errors} = site;
	const counts = [
		[done, 'done'],
		[failed, 'failed'],
		[cancelled, 'cancelled'],
		[open, 'in flight'],
	] as const;
	const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${thousands(count)} ${word}`);
	const failures = [...errors].sort(([, one], [, other]) => other - one);
	const reasons = failures.map(
		([name, times], index): Line => [
			span('muted', index === 0 ? 'failures  ' : ''),
			span('fail', `${stripControls(name)} `),
			span('text', thousands(times)),
		],
	);
	const outcomes: Line = [
		span('text', `${plural(started, 'call')} since the start`, 'strong'),
		span('muted', `${words.length > 0 ? ': ' : ''}${words.join(', ')}`),
	];
	return [
		joinFitting([outcomes, ...reasons], width),
		open > 0 && open < started ? [span('muted', `Of the ${thousands(started - open)} that ended:`)] : emptyLine,
		...durationRows(model, site, width, glyphs),
		emptyLine,
		...waitRows(model, site),
		callerRow(model, site),
	];
}

/** The scale of the distributions: the shortest and the longest time, in ms, and the number of columns. */
const [shapeFrom, shapeTo, shapeSlots] = [1, 10_000, 14] as const;

function durationRows(model: Model, site: Site, width: number, glyphs: Glyphs): readonly Line[] {
	const {took, waited, onThread, busy} = site;
	const passed = now(model) - (model.startedAt ?? 0);
	const rows = [
		['took', took, ''],
		['waiting', waited, took.sum > 0 ? `${percent(Math.min(1, waited.sum / took.sum))} of their time` : ''],
		['thread', onThread, passed > 0 ? `${finePercent(Math.min(1, busy / passed))} of the run` : ''],
	] as const;
	return rows.map(([label, durations, note]): Line => {
		const name = span('muted', label.padEnd(10));
		if (durations.count === 0) return [name, span('muted', 'No call has settled yet.')];
		const figure = (head: string, ms: number): Line => [span('muted', `${head} `), span('text', brief(ms).padStart(6))];
		const shape = [
			...sparkline(durations.shape(shapeFrom, shapeTo, shapeSlots), shapeSlots, glyphs),
			span('muted', ` ${brief(shapeFrom)} to ${brief(shapeTo)}`),
		];
		const parts: readonly Line[] = [
			[name, ...shape],
			figure('p50', durations.quantile(0.5)),
			figure('p90', durations.quantile(0.9)),
			figure('p99', durations.quantile(0.99)),
			figure('max', durations.max),
			...(note === '' ? [] : [[span('muted', note)]]),
		];
		return joinFitting(parts, width);
	});
}

/** The most open calls to examine. */
const maxCompared = 1000;

/** Draws the two lines at which most open calls wait. Exactly two rows. */
function waitRows(model: Model, site: Site): readonly Line[] {
	const lines = new Map<string, {count: number; readonly oldest: Task}>();
	let examined = 0;
	for (const task of model.sites.openCalls(site)) {
		if (++examined > maxCompared) break;
		if (task.state !== 'waiting' || !task.place) continue;
		const key = `${task.place.file}:${task.place.line}`;
		const line = lines.get(key) ?? {count: 0, oldest: task};
		line.count++;
		lines.set(key, line);
	}
	const most = [...lines].sort(([, one], [, other]) => other.count - one.count).slice(0, 2);
	const rows = most.map(([key, {count, oldest}], index): Line => {
		const line = model.sites.lines.get(key);
		const since = oldest.spans.at(-1)?.from ?? now(model);
		const usual = line && line.waited.count > 0 ? `, usually ${brief(line.waited.quantile(0.5))}` : '';
		const left = line?.leftAt === undefined ? '' : `, last left ${brief(Math.max(0, now(model) - line.leftAt))} ago`;
		return [
			span('muted', (index === 0 ? 'waits at' : '').padEnd(10)),
			span('text', stripControls(key)),
			span('muted', `   ${thousands(count)} now, oldest ${brief(now(model) - since)}${usual}${left}`),
		];
	});
	return [...rows, emptyLine, emptyLine].slice(0, 2);
}

/** Draws the caller of the open calls, if the same function called all that are examined. */
function callerRow(model: Model, site: Site): Line {
	const callers = new Set<string>();
	let examined = 0;
	for (const {parent} of model.sites.openCalls(site)) {
		if (++examined > maxCompared) break;
		callers.add(model.tasks.get(parent ?? '')?.function ?? '');
	}
	const [caller = ''] = callers;
	return callers.size === 1 && caller !== ''
		? [span('muted', 'called by '), span('text', stripControls(caller))]
		: emptyLine;
}
