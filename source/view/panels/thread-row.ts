import {blockerOf} from '../../model/at-moment.ts';
import {percent} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {mostlyTakenBy} from '../../model/projections/thread-use.ts';
import {threadLane} from '../../model/projections/timeline.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fitText, span} from '../line.ts';
import type {Cells} from './bars.ts';
import {gapOf} from './bars.ts';
import {threadCells} from './lane-cells.ts';

/** Draws the row of the thread: how busy it is, and when. */
export function threadRow(model: Model, cells: Cells, glyphs: Glyphs, axis?: Axis): Line {
	const lane = threadLane(model);
	const blocker = model.phase === 'ended' ? undefined : blockerOf(model);
	const start = model.startedAt ?? 0;
	const open = blocker && !model.thread.blocked;
	const block = open ? [{from: blocker.since - start, to: model.at - start, blocked: true}] : [];
	const before = cells.state + cells.bar + cells.percent + cells.time;
	const words = blocker ? 'blocked' : formatUtilization(model, lane.utilization);
	const role = blocker ? 'fail' : 'muted';
	const room = before >= 'mostly idle'.length;
	return [
		span('run', fitText(' thread', cells.name, glyphs.ellipsis)),
		span(role, fitText(room ? words : '', before, glyphs.ellipsis)),
		...(axis
			? [span('text', ' '.repeat(gapOf(cells))), ...threadCells([...lane.segments, ...block], axis, glyphs)]
			: []),
		...(axis && !room ? [span(role, ` ${words.replace(/^(mostly|busy) /, '')}`)] : []),
	];
}

function formatUtilization(model: Model, utilization: number): string {
	if (model.phase === 'starting' || (model.end && mostlyTakenBy(model))) {
		return '';
	}
	return utilization < 0.05 ? 'mostly idle' : `busy ${percent(utilization)}`;
}
