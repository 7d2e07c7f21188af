import {stateOf} from '../../model/at-moment.ts';
import {seconds} from '../../model/format-duration.ts';
import {isMany} from '../../model/projections/slots.ts';
import {slowestTasks} from '../../model/projections/task-times.ts';
import {boundary} from '../axis.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {stateStyle} from './bars.ts';
import {panel} from './panel.ts';

/** Returns the rows for the slowest of many tasks. Undefined if each task has a lane. */
export function slowestHeight({model}: RunProps): number | undefined {
	return isMany(model) ? maxTasks + 2 : undefined;
}

const maxTasks = 8;

/** Draws the tasks that have taken the most time, each with its state, on an axis as long as the slowest. */
export function slowestCard({model, glyphs}: RunProps, rows: number, width: number): readonly Line[] {
	const slowest = slowestTasks(model, rows - 2);
	const longest = Math.max(0, ...slowest.map(({task}) => columns(stripControls(task.name))));
	const name = Math.min(longest, 20);
	const axis = {left: 0, width: Math.max(8, width - 4 - name - 2 - 10 - 14), max: slowest[0]?.took ?? 0};
	const lines = slowest.map(({task, took}): Line => {
		const state = stateOf(model, task);
		const {role, sign} = stateStyle(state, model.end !== undefined, glyphs);
		const bar = glyphs.bar.full.repeat(Math.max(1, boundary(axis, took)));
		return [
			span('text', fitText(stripControls(task.name), name + 2, glyphs.ellipsis)),
			span(role, fitText(bar, axis.width, ' ')),
			span('text', seconds(took).padStart(10)),
			span(role, `  ${sign} ${state}`),
		];
	});
	const title = model.end ? 'Slowest tasks' : 'Slowest so far';
	const all = Array.from({length: rows - 2}, (_, row) => lines[row] ?? emptyLine);
	return panel({title: [span('accent', title, 'strong')]}, all, width, glyphs);
}
