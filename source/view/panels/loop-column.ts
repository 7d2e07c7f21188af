import type {Hold} from '../../model/analysis/thread-holders.ts';
import type {Model} from '../../model/model.ts';
import {code} from '../../model/projections/code.ts';
import type {Pulse} from '../../model/projections/heartbeat.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, span} from '../line.ts';
import {status} from '../run-status.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Cells} from './bars.ts';
import {cannotRun, reason} from './engine-error.ts';
import {languageNames} from './header.ts';
import {framed, rule, withTicks} from './language-column.ts';
import {pulseRows} from './loop-heartbeat.ts';
import {selectedIndex, threadRow, visibleTasks} from './task-table.ts';
import {held} from './thread-holder-code.ts';

/** One language on the loop's screen: what is known of its loop. */
export type LoopColumn = {readonly props: ScreenProps; readonly pulse: Pulse; readonly holds: readonly Hold[]};

/** Rows of its parts; without code there is no rule above it either. */
export type LoopHeights = {readonly tasks: number; readonly code: number};

/** Rows beside those: the frame, the pulse, the rule with the axis, the thread. */
export const aroundLanes = 6;

/** The pulse, and in the same columns the lanes of the tasks and of the thread, so that one reads down from a gap to who made it. */
export function loopColumn(
	{props, pulse, holds}: LoopColumn,
	{tasks, code: codeHeight}: LoopHeights,
	cells: Cells,
	axis: Axis,
	available: number,
): readonly Line[] {
	const {model, session, glyphs, spinner} = props;
	const role = status(model, session, glyphs, spinner).word === 'BLOCKED' ? 'fail' : 'rule';
	const inner = available - 4;
	const rows = (lines: readonly Line[], count: number) =>
		Array.from({length: count}, (_, index) => framed(lines[index] ?? blank, role, available, glyphs));
	const middle = (left: Line, right: Line) => rule(left, right, 'middle', role, available, glyphs);
	const title: Line = [span('accent', clean(model.runtime ?? languageNames[model.description.language]), 'strong')];
	const bottom = rule(blank, legendOf(model, available, glyphs), 'bottom', role, available, glyphs);
	if (cannotRun(model)) {
		const height = aroundLanes - 2 + tasks + (codeHeight > 0 ? codeHeight + 1 : 0);
		return [
			rule(title, blank, 'top', role, available, glyphs),
			...rows(reason(model, inner, height, glyphs), height),
			rule(blank, blank, 'bottom', role, available, glyphs),
		];
	}
	const panes = codeHeight > 0 ? code(model, model.lanes[selectedIndex(props)]?.id) : [];
	const shown = held(panes, holds, codeHeight, inner, glyphs);
	return [
		rule(title, [span('muted', 'one beat every 50 ms')], 'top', role, available, glyphs),
		...rows(pulseRows(model, pulse, cells, axis, glyphs), 2),
		withTicks(middle(blank, blank), axis),
		// On this screen the run before is a number, and no ghost behind lanes on an axis that is not its own.
		...rows(visibleTasks({...props, previous: undefined}, cells, tasks, axis), tasks),
		...rows([threadRow(model, cells, glyphs, axis)], 1),
		...(codeHeight > 0
			? [middle([span('muted', shown.title)], [span('muted', clean(shown.file))]), ...rows(shown.rows, codeHeight)]
			: []),
		bottom,
	];
}

/** What the shapes of the lanes mean; what waits goes without saying where there is little room. */
function legendOf({lanes}: Model, available: number, {lane}: Glyphs): Line {
	const orphans = lanes.some(({orphan}) => orphan);
	return [
		...(available >= 56 ? [span('wait', lane.waiting), span('muted', ' waiting  ')] : []),
		span('run', lane.running),
		span('muted', ' on the thread  '),
		orphans ? span('muted', lane.waiting) : span('fail', lane.ready),
		span('muted', orphans ? ' no longer awaited' : ' ready, cannot run'),
	];
}
