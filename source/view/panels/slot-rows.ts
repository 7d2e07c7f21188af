import {bars} from '../../model/projections/bars.ts';
import type {Slots} from '../../model/projections/slots.ts';
import {lanes} from '../../model/projections/timeline.ts';
import {plural} from '../../text/plural.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import {clickableRow} from '../click.ts';
import type {Line, Span} from '../line.ts';
import {joinNeighbors, span} from '../line.ts';
import type {RunProps} from '../props.ts';
import type {Cells} from './bars.ts';
import {barCells, gapOf, stateStyle} from './bars.ts';
import {empty, labelWidth, settledLabel} from './lane-cells.ts';
import {windowAround} from './window.ts';

/** Draws a row for each visible slot: the task in it, and a bar for each task that it has held. */
export function slotRows(
	props: RunProps,
	{tasks}: Slots,
	selected: number,
	cells: Cells,
	rows: number,
	axis: Axis,
): readonly Line[] {
	const {model, session, glyphs} = props;
	const at = Math.max(
		0,
		tasks.findIndex(inSlot => inSlot.at(-1) === selected),
	);
	const {first, count} = windowAround(at, tasks.length, rows, session.top);
	const ended = model.phase === 'ended';
	const lines = tasks.slice(first, first + count).flatMap((inSlot, index): readonly Line[] => {
		const last = inSlot.at(-1) ?? 0;
		return bars(model, last, 1).map(bar => {
			const head = barCells(bar, {selected: last === selected, ended, description: model.description}, cells, glyphs);
			const line = [...head, span('text', ' '.repeat(gapOf(cells))), ...slotCells(props, inSlot, axis)];
			return clickableRow(line, first + index - at, 'select', first);
		});
	});
	const more = tasks.length - count;
	const words = ` ${glyphs.ellipsis} ${plural(more, 'more slot')}`;
	return more > 0 ? [...lines, [span('muted', words)]] : lines;
}

/** Draws the bars of a slot. Neighboring bars have different heights, so that each can be recognized. */
function slotCells({model, glyphs}: RunProps, inSlot: readonly number[], axis: Axis): Line {
	const cells: Span[] = Array.from({length: axis.width + labelWidth}, () => empty);
	const ended = model.phase === 'ended';
	const heights = [glyphs.lane.waiting, glyphs.lane.receiving];
	let end = 0;
	for (const [index, lane] of inSlot.entries()) {
		const [bar] = bars(model, lane, 1);
		const [drawn] = lanes(model, lane, 1);
		const active = drawn?.segments.filter(({kind}) => kind !== 'queued') ?? [];
		const [from, to] = [active[0]?.from ?? 0, active.at(-1)?.to ?? 0];
		const {role} = stateStyle(bar?.state ?? 'queued', ended, glyphs);
		const sign = bar?.state === 'cancelled' ? glyphs.lane.cancelled : (heights[index % 2] ?? '');
		const first = Math.min(axis.width - 1, boundary(axis, from));
		end = Math.max(first + 1, boundary(axis, to));
		cells.fill(span(role === 'run' ? 'wait' : role, sign), first, end);
		if (drawn?.settledAt !== undefined && lane === inSlot.at(-1)) {
			const label = settledLabel(bar?.state ?? 'done', drawn.settledAt, glyphs);
			[...label.text].forEach((text, column) => {
				cells[end + 1 + column] = {...label, text};
			});
		}
	}

	return joinNeighbors(cells.slice(0, axis.width + labelWidth));
}
