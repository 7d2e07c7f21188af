import {ranOnTo} from '../../model/analysis/other-tasks-outcome.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {overlay, span} from '../line.ts';
import type {Role} from '../theme.ts';
import {labelWidth} from './lane-cells.ts';

/** Returns names for the bounds of the total: latencies of tasks, or waits of a program's lanes. */
function boundLabels({description}: Model, isWide: boolean): {readonly sum: string; readonly longest: string} {
	if (description.form === 'tasks')
		return isWide ? {sum: 'sum of latencies', longest: 'longest task'} : {sum: 'sum', longest: 'longest'};
	return isWide ? {sum: 'sum of waits', longest: 'longest per lane'} : {sum: 'waits', longest: 'longest'};
}

/** Returns the labels of the rulers, each with its gap. */
export function rulerLabels(model: Model, isWide: boolean, gap = 2): Labels {
	const total = totalLabel(model, isWide);
	const width = (isWide ? 'sum of latencies' : 'longest').length + gap;
	const {sum, longest} = boundLabels(model, isWide);
	return {sum: sum.padEnd(width), longest: longest.padEnd(width), total: total.padEnd(width)};
}

/**
 * Returns the label of the total. For a set of tasks that failed, the total is the time at which the caller received
 * the failure.
 */
function totalLabel({totals, result, description}: Model, isWide: boolean): string {
	if (description.form === 'tasks' && result?.outcome === 'failed') {
		return isWide ? 'total to failure' : 'failure';
	}

	return isWide ? (totals.stopped ? 'total time' : 'total so far') : 'total';
}

type Labels = {readonly sum: string; readonly longest: string; readonly total: string};

/** Draws the total and its two bounds as three lengths on the axis of the lanes. */
export function rulers(
	model: Model,
	previous: Model | undefined,
	role: Role,
	axis: Axis,
	labels: Labels,
	glyphs: Glyphs,
): readonly [Line, Line, Line] {
	const {sum, longest, makespan} = model.totals;
	const ruler = (ms: number, color: Role): Line => {
		const full = boundary(axis, ms);
		const isBeyond = ms > axis.max * 1.02;
		return isBeyond
			? [span(color, glyphs.bar.full.repeat(axis.width - 1) + glyphs.pointer)]
			: [span(color, glyphs.bar.full.repeat(full)), span('rule', glyphs.bar.empty.repeat(axis.width - full))];
	};
	const value = (ms: number) => ` ${seconds(ms)}`.padStart(labelWidth);
	const sofar = withSurvivors(ruler(makespan, role), model, role, axis, glyphs);
	return [
		[span('muted', labels.sum), ...ruler(sum, 'muted'), span('text', value(sum))],
		[span('muted', labels.longest), ...ruler(longest, 'muted'), span('text', value(longest))],
		[
			span('accent', labels.total, 'strong'),
			...(previous?.totals.stopped ? withGhostMark(sofar, previous.totals.makespan, axis, glyphs) : sofar),
			span(role, value(makespan), 'strong'),
		],
	];
}

/** Draws dashes from the total to the end of the tasks that kept running after it. */
function withSurvivors(ruler: Line, model: Model, role: Role, axis: Axis, glyphs: Glyphs): Line {
	const until = ranOnTo(model);
	const from = boundary(axis, model.totals.makespan);
	const length = until === undefined ? 0 : Math.min(axis.width, boundary(axis, until)) - from;
	return length > 0 ? overlay(ruler, [span(role, glyphs.lane.cancelled.repeat(length))], from) : ruler;
}

/** Marks where the previous run stopped. */
function withGhostMark(ruler: Line, ms: number, axis: Axis, glyphs: Glyphs): Line {
	return overlay(ruler, [span('muted', glyphs.ghostMark)], Math.max(0, Math.min(axis.width, boundary(axis, ms)) - 1));
}
