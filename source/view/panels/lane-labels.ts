import {briefFailure, failureForms, startsWithStatus} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import type {Lane} from '../../model/projections/timeline.ts';
import type {Task, TaskState} from '../../model/task.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span, stripControls} from '../line.ts';
import type {Role} from '../theme.ts';
import {empty, labelWidth} from './lane-cells.ts';

/** A lane with the cells that draw it. `caughtAt`: when it or a caller caught a failure, in ms from the run's start. */
export type DrawnLane = {
	readonly lane: Lane;
	readonly state: TaskState;
	readonly caughtAt: readonly number[];
	readonly cells: Line;
};

/**
 * Writes "caught" once for each failure that was caught: next to the lane that failed, else next to a lane that has
 * ended.
 */
export function labelCaught(drawn: readonly DrawnLane[], axis: Axis): readonly Line[] {
	const words = [...' caught '].map(text => span('fail', text));
	const lines = drawn.map(({cells}) => cells);
	for (const at of new Set(drawn.flatMap(({caughtAt}) => caughtAt))) {
		const from = boundary(axis, at) + 1;
		const places = drawn.flatMap(({lane, state, caughtAt}, row) => {
			const cells = lines[row] ?? emptyLine;
			const free = cells.findIndex(
				(_, column) => column >= from && words.every((_, next) => cells[column + next] === empty),
			);
			const ended = lane.settledAt !== undefined && boundary(axis, lane.settledAt) < from;
			const far = free - from + (state === 'failed' || state === 'timed out' ? 0 : labelWidth);
			return ended && caughtAt.includes(at) && free >= 0 && far <= 2 * labelWidth ? [{row, free, far}] : [];
		});
		const [closest] = places.toSorted((one, other) => one.far - other.far);
		if (closest) {
			lines[closest.row] = (lines[closest.row] ?? emptyLine).toSpliced(closest.free, words.length, ...words);
		}
	}
	return lines;
}

/** Words to write after the time of a lane, the longest form first. `cut`: the form of which a part says most. */
type LaneLabel = {readonly forms: readonly string[]; readonly cut: string; readonly role: Role};

/** Writes words after lanes: the reason of a failure, or that a task kept running unawaited. */
export function labelLanes(
	model: Model,
	drawn: readonly DrawnLane[],
	lines: readonly Line[],
	ellipsis: string,
): readonly Line[] {
	const reasons = new Set<string>();
	const words = new Map<string, LaneLabel>();
	// In a program, the innermost call fails first, and then its callers with the same error. Only the first of them gets
	// the words.
	const inOrder = drawn.toSorted(({lane: one}, {lane: other}) => (one.settledAt ?? 0) - (other.settledAt ?? 0));
	for (const {lane, state} of inOrder) {
		const task = model.tasks.get(lane.id);
		const found = task && labelOf(task, state, lane);
		const [reason = ''] = found?.forms ?? [];
		const isRepeated = model.description.form === 'program' && state !== 'done' && reasons.has(reason);
		if (found && !isRepeated) {
			words.set(lane.id, found);
			reasons.add(reason);
		}
	}

	return lines.map((line, row) => {
		const found = words.get(drawn[row]?.lane.id ?? '');
		return found ? withLabel(line, found, ellipsis) : line;
	});
}

function labelOf({error}: Task, state: TaskState, {settledAt, segments}: Lane): LaneLabel | undefined {
	if (settledAt === undefined) {
		return undefined;
	}

	if (error && (state === 'failed' || state === 'timed out')) {
		const forms = failureForms(error).map(stripControls);
		const [whole = ''] = forms;
		const brief = briefFailure(error);
		return {
			forms: brief === undefined ? forms : [...forms, stripControls(brief)],
			cut: startsWithStatus(error) ? (forms.at(-1) ?? whole) : whole,
			role: 'fail',
		};
	}

	const words = 'not awaited';
	return state === 'done' && segments.some(({orphan}) => orphan)
		? {forms: [words], cut: words, role: 'muted'}
		: undefined;
}

/** The fewest characters of a reason that are worth writing. */
const minLabelLength = 12;

/** Writes the longest form that fits after everything that is drawn; else the start of one. */
function withLabel(line: Line, {forms, cut, role}: LaneLabel, ellipsis: string): Line {
	const from = line.findLastIndex(cell => cell.text !== ' ') + 2;
	const room = line.length - from;
	const form = forms.find(each => columns(each) <= room);
	const text = form ?? (room >= minLabelLength ? fitText(cut, room, ellipsis) : '');
	return text === '' ? line : [...line.slice(0, from), span(role, text)];
}
