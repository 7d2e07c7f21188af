import type {StripCell} from '../../model/projections/strip.ts';
import {strip} from '../../model/projections/strip.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line, Span} from '../line.ts';
import {emptyLine, joinNeighbors, lineWidth, span} from '../line.ts';
import type {RunProps} from '../props.ts';

/**
 * Draws all tasks in one row, in their order, and then how many are in each state. Used when the lanes do not show all
 * tasks.
 */
export function stripRow({model, glyphs}: RunProps, width: number): Line {
	const {settled, inFlight, queued, failed, timedOut} = model.totals;
	// After the end, the strip gets the columns of the counts that are 0.
	const least = model.end ? 1 : 0;
	const counts = (
		[
			[settled, 'settled', 'done', 0],
			[inFlight, 'in flight', 'wait', least],
			[queued, 'queued', 'muted', least],
			[failed + timedOut, 'failed', 'fail', 1],
		] as const
	).flatMap(([number, words, role, min]): readonly Line[] =>
		number < min
			? []
			: [
					[
						span('text', '  '),
						span(number > 0 ? role : 'muted', thousands(number), 'strong'),
						span('muted', ` ${words}`),
					],
				],
	);
	const head = span('muted', ` ${plural(model.lanes.length, 'task')} `);
	// The row above names all counts but that of the queue, so the first ones give way to the strip.
	const shown = [counts, counts.slice(1), counts.slice(2), counts.slice(3)]
		.map(each => each.flat())
		.find(each => width - lineWidth([head, ...each]) >= minStrip);
	const after = shown ?? emptyLine;
	const room = Math.max(1, width - lineWidth([head, ...after]));
	const cells = strip(model, room).map(cell => cellOf(cell, glyphs));
	return [head, ...joinNeighbors(cells), ...after];
}

/** The fewest columns in which a strip shows more than its counts. */
const minStrip = 16;

/**
 * Draws a cell of the strip. A failure is always visible; else the share in flight, then what is settled, then what is
 * queued.
 */
function cellOf({queued, inFlight, settled, failed}: StripCell, {bar, lane, levels, state}: Glyphs): Span {
	if (failed > 0) {
		return span('fail', state.failed);
	}
	if (inFlight > 0) {
		const share = inFlight / (queued + inFlight + settled);
		return span('wait', levels[Math.ceil(share * levels.length) - 1] ?? bar.full);
	}
	return queued === 0 ? span('done', bar.full) : settled === 0 ? span('queued', lane.queued) : span('done', bar.empty);
}
