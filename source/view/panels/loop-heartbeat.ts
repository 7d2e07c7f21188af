import {duration} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {BeatSlot, LoopHealth, Silence} from '../../model/projections/heartbeat.ts';
import {heartbeat} from '../../model/projections/heartbeat.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line, Span} from '../line.ts';
import {columns, emptyLine, fitText, span} from '../line.ts';
import type {Cells} from './bars.ts';
import {gapOf} from './bars.ts';
import {labelWidth} from './lane-cells.ts';

/** Draws the beats of the loop in the columns of the lanes, and below them what they mean. Always two rows. */
export function heartbeatRows(
	model: Model,
	{silence, blocked}: LoopHealth,
	cells: Cells,
	axis: Axis,
	glyphs: Glyphs,
): readonly [Line, Line] {
	const before = cells.state + cells.bar + cells.percent + cells.time;
	const words = silence?.isOngoing ? 'silent' : 'beats';
	const started = model.startedAt !== undefined;
	const slots = heartbeat(model, axis.max, axis.width);
	const room = before >= columns(words);
	const head = (label: string, state: string): Line => [
		span(silence?.isOngoing ? 'fail' : 'done', fitText(label, cells.name, glyphs.ellipsis)),
		span(silence?.isOngoing ? 'fail' : 'muted', fitText(state, before, glyphs.ellipsis)),
		span('text', ' '.repeat(gapOf(cells))),
	];
	return [
		[...head(' pulse', started && room ? words : ''), ...slots.map(slot => beatCell(slot, glyphs))],
		[...head('', ''), ...(silence ? silenceLine(silence, blocked, axis, glyphs) : steadyLine(slots, axis, model))],
	];
}

function beatCell(slot: BeatSlot, {pulse}: Glyphs): Span {
	switch (slot) {
		case 'beat':
			return span('done', pulse.beat);
		case 'silent':
			return span('fail', pulse.silent);
		case 'free':
		case 'none':
			return span('text', ' ');
	}
}

function steadyLine(slots: readonly BeatSlot[], axis: Axis, {end, startedAt}: Model): Line {
	if (!slots.includes('beat')) {
		return end && startedAt !== undefined ? [span('muted', 'ended before the first beat')] : emptyLine;
	}
	const words = 'a beat every 50 ms: the loop is free';
	const fits = columns(words) <= axis.width + labelWidth;
	return [span('muted', fits ? words : 'the loop is free')];
}

/**
 * Draws how long a silence lasted, or the block that explains it: below the columns of the silence, or starting there
 * if they are too few. The text does not move while the silence grows.
 */
function silenceLine({from, to}: Silence, blocked: number | undefined, axis: Axis, glyphs: Glyphs): Line {
	const fact = blocked === undefined ? `no beat for ${duration(to - from)}` : `blocked for ${duration(blocked)}`;
	const words = `${glyphs.here} ${fact} `;
	const first = boundary(axis, from);
	const rest = boundary(axis, to) - first - columns(words) - 1;
	const text = rest >= 0 ? `${words}${glyphs.bar.empty.repeat(rest)}${glyphs.pointer}` : words;
	const start = Math.max(0, Math.min(first, axis.width + labelWidth - columns(text)));
	return [span('text', ' '.repeat(start)), span('fail', text, 'strong')];
}
