import {seconds} from '../../model/format-duration.ts';
import type {ScrubMark} from '../../model/scrub-marks.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import {clickable} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fit, lineWidth, span, truncate} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import type {Role} from '../theme.ts';

/** The columns for the words before the bar, if no axis determines where the bar starts. */
const wordsWidth = 28;

/**
 * Draws the bar of the replay: the playhead, and marks where tasks start, settle or fail and where the loop is blocked.
 * One row; none while the newest moment is shown. `axis`: the axis of the lanes, so that a moment is in the same column
 * in both.
 */
export function scrub(props: ScreenProps, width: number, axis?: Axis): readonly Line[] {
	const {glyphs} = props;
	if (!props.scrub) {
		return [];
	}

	const {at, end, startedAt, plays, speed, isRunning, marks} = props.scrub;
	const since = (moment: number) => Math.max(0, moment - startedAt);
	const left = axis?.left ?? wordsWidth;
	const bar = {
		left,
		width: axis?.width ?? Math.max(10, width - left - 2),
		// As long as the axis of the lanes, or as the run if that is longer.
		max: Math.max(axis?.max ?? 0, since(end)),
	};
	const sign = plays ? glyphs.state.running : glyphs.state.paused;
	const [shown = '', unit] = seconds(since(at)).split(' ');
	const whole = seconds(since(end));
	// The unit is not repeated if the end has the same.
	const rest = unit === undefined || (!isRunning && whole.endsWith(unit)) ? '' : ` ${unit}`;
	const time: Line = [span('accent', `  ${sign} `, 'strong'), span('text', shown.padStart(5), 'strong')];
	const whereIn = span('muted', isRunning ? `${rest}  live +${seconds(end - at)}` : `${rest} of ${whole}`);
	const pace = speed === 1 || isRunning ? [] : [span('muted', `  ${speed}${glyphs.times}`)];
	// Half a figure says less than none.
	const own = span('muted', unit === undefined ? '' : ` ${unit}`);
	const forms: readonly Line[] = [
		[...time, whereIn, ...pace],
		[...time, whereIn],
		[...time, own, ...pace],
		[...time, own],
	];
	const words = forms.find(form => lineWidth(form) < left) ?? time;
	const cells = barCells(bar, {at: since(at), end: since(end)}, marks, startedAt, glyphs);
	return [truncate([...fit(words, left, glyphs.ellipsis), ...cells], width, glyphs.ellipsis)];
}

type Reach = {readonly at: number; readonly end: number};

function barCells(axis: Axis, {at, end}: Reach, marks: readonly ScrubMark[], startedAt: number, glyphs: Glyphs): Line {
	const last = boundary(axis, end);
	const head = columnOf(axis, at);
	const kinds: (ScrubMark['kind'] | undefined)[] = Array.from({length: axis.width});
	for (const {kind, at: moment} of marks) {
		const column = columnOf(axis, Math.max(0, moment - startedAt));
		const there = kinds[column];
		if (there === undefined || order.indexOf(kind) > order.indexOf(there)) {
			kinds[column] = kind;
		}
	}

	// If more than half of the cells have a mark, only the marks of failures and blocks are drawn.
	const isCrowded = kinds.filter(Boolean).length > axis.width / 2;
	const isShown = (kind: ScrubMark['kind']) => !isCrowded || kind === 'blocked' || kind === 'failed';
	const cell = (kind: ScrubMark['kind'] | undefined, column: number) => {
		if (column === head) {
			return span('accent', glyphs.cursor, 'strong');
		}

		if (kind && isShown(kind)) {
			return span(roles[kind], signs(glyphs)[kind]);
		}

		return column >= last
			? span('text', ' ')
			: column < head
				? span('accent', glyphs.bar.full)
				: span('rule', glyphs.bar.empty);
	};
	return kinds.flatMap((kind, column) =>
		clickable([cell(kind, column)], {type: 'seek', by: ((column + 0.5) / axis.width) * axis.max - at}),
	);
}

/** Returns the cell that a moment falls into. */
function columnOf(axis: Axis, ms: number): number {
	return Math.min(axis.width - 1, axis.max > 0 ? Math.floor((ms / axis.max) * axis.width) : 0);
}

/** If several marks fall into one cell, the kind that comes last here is drawn. */
const order = ['started', 'done', 'blocked', 'failed'] as const;

const roles = {started: 'wait', done: 'done', blocked: 'fail', failed: 'fail'} as const satisfies Record<
	ScrubMark['kind'],
	Role
>;

function signs({open, state, lane}: Glyphs): Readonly<Record<ScrubMark['kind'], string>> {
	return {started: open, done: state.done, blocked: lane.ready, failed: state.failed};
}
