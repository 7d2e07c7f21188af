import {isFitted} from '../../model/projections/axis.ts';
import {printedLines} from '../../model/projections/printed-lines.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, lineWidth, span, stripControls, truncate} from '../line.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import type {Status} from '../run-status.ts';
import {failedToStart} from '../run-status.ts';
import {shownSlots} from '../slots.ts';
import type {Cells} from './bars.ts';
import {engineErrorRows} from './engine-error.ts';
import {previousRunLabels} from './ghost.ts';
import type {Shape} from './lane-cells.ts';
import {legend} from './lane-cells.ts';
import {lastMinuteLanes, showsLastMinute} from './last-minute.ts';
import {cardKey, noteWithKey, panel, rule, withTicks} from './panel.ts';
import {callerFailedAt, taskRows} from './task-table.ts';

/** Draws the lanes on their axis, in a frame or below a rule. Exactly `rows` rows. */
export function lanesPanel(
	props: RunProps,
	state: Status,
	{cells, axis, isFramed}: {readonly cells: Cells; readonly axis: Axis; readonly isFramed: boolean},
	rows: number,
	columns: number,
): readonly Line[] {
	const {model, glyphs} = props;
	const inner = rows - (isFramed ? 2 : 1);
	const failed = failedToStart(model);
	if (!failed && showsLastMinute(props)) return lastMinutePanel(props, state, rows, columns, isFramed);
	const {lines, shapes} = failed
		? {lines: engineErrorRows(model, columns - 4, inner, glyphs), shapes: new Set<Shape>()}
		: isUnobserved(model)
			? {lines: printedRows(props, columns - 4, inner), shapes: new Set<Shape>()}
			: taskRows(props, cells, axis, inner);
	const all = Array.from({length: inner}, (_, row) => lines[row] ?? emptyLine);
	if (!isFramed) {
		const line = [span('rule', glyphs.frame.horizontal.repeat(columns))];
		return failed ? [line, ...all.map(row => [span('text', ' '), ...row])] : [withTicks(line, axis), ...all];
	}

	const footOf = (note: Line) =>
		shownSlots(model, props.session) ? slotsLegend(glyphs) : legend(shapes, columns - lineWidth(note) - 4, glyphs);
	// The short note is drawn if the legend explains more beside it.
	const [note = emptyLine] = notesOf(props).toSorted((one, other) => footOf(other).length - footOf(one).length);
	const foot = footOf(note);
	return panel(
		{
			title: [span('accent', titleOf(props), 'strong')],
			...(!failed && {axis, note, foot}),
			role: state.word === 'BLOCKED' ? 'fail' : 'rule',
		},
		all,
		columns,
		glyphs,
	);
}

function lastMinutePanel(
	props: RunProps,
	{word}: Status,
	rows: number,
	columns: number,
	isFramed: boolean,
): readonly Line[] {
	const {glyphs} = props;
	if (!isFramed) {
		const line = [span('rule', glyphs.frame.horizontal.repeat(columns))];
		return [line, ...lastMinuteLanes(props, columns, rows - 1).lines];
	}

	const {lines, shapes, caption, rule: ruleAt} = lastMinuteLanes(props, columns - 4, rows - 2);
	const note = noteWithKey('the last 60 s', '0', 'the whole run', props);
	const framed = panel(
		{
			title: [span('accent', titleOf(props), 'strong')],
			...{words: [span('muted', caption)], note, foot: legend(shapes, columns - lineWidth(note) - 4, glyphs)},
			role: word === 'BLOCKED' ? 'fail' : 'rule',
		},
		lines,
		columns,
		glyphs,
	);
	return framed.map((line, index) => (index - 1 === ruleAt ? rule(emptyLine, columns, glyphs) : line));
}

/** Explains why the heights in a slot alternate; elsewhere a height is a phase of a request. */
function slotsLegend({lane}: Glyphs): Line {
	return [span('done', lane.waiting + lane.receiving), span('muted', ' one task after another')];
}

function titleOf({model, session}: RunProps): string {
	return model.description.form === 'program' ? 'Calls' : shownSlots(model, session) ? 'Slots' : 'Tasks';
}

/** Returns a note on the lanes of a program. Only a program that has run for long has a second axis. */
function treeNote(props: RunProps): Line {
	return props.session.fit
		? noteWithKey('call tree', '0', 'the last 60 s', props)
		: [span('muted', 'call tree, one time axis')];
}

/** Returns a note on where the axis ends, and a shorter one. */
function axisNotes(props: RunProps): readonly Line[] {
	const {model, session} = props;
	return isFitted(model, session.fit)
		? [noteWithKey('axis fitted', '0', 'the whole sum', props)]
		: [[span('muted', 'one axis for every strategy')], [span('muted', 'one axis for all')]];
}

/** Draws which run is the ghost. Without a ghost, draws a note on the failure or on the axis. A short form may follow. */
function notesOf(props: RunProps): readonly Line[] {
	const slots = shownSlots(props.model, props.session);
	// Slots have no ghosts.
	const ghosts = slots ? [] : previousRunLabels(props);
	if (ghosts.length > 0) {
		return ghosts;
	}

	if (callerFailedAt(props.model) !== undefined) {
		const sign = span('fail', props.glyphs.caught);
		return ['the caller got the failure', 'the failure'].map(words => [sign, span('muted', ` ${words}`)]);
	}

	if (props.model.description.form === 'program') return [treeNote(props)];
	const more = slots && takesKeys(props) ? [span('rule', '  '), ...cardKey('z', 'every task', props)] : emptyLine;
	return axisNotes(props).map(note => [...note, ...more]);
}

/** Draws the last lines that a command printed whose processes are not observed. */
function printedRows({model, glyphs}: RunProps, columns: number, rows: number): readonly Line[] {
	const lines = printedLines(model).slice(-rows);
	return lines.map(line => truncate([span('muted', stripControls(line))], columns, glyphs.ellipsis));
}
