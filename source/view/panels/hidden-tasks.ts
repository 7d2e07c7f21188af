import {duration} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';

/**
 * Draws the function with the most calls that have no lane, because they were too many and too short. Empty if every
 * call has a lane.
 */
export function countedRow({counted}: Model): readonly Line[] {
	const [most, ...others] = [...counted].sort((one, other) => other.times - one.times);
	if (!most) {
		return [];
	}
	const calls = `${stripControls(most.name)} ×${thousands(most.times)}, at most ${duration(most.longest)} each`;
	const words = others.length > 0 ? `, and ${plural(others.length, 'more function')}` : '';
	return [[span('muted', ` ${calls}${words}`)]];
}

/** Summarizes the tasks that are not visible. */
export function hiddenSummary(model: Model, hidden: number, visible: readonly string[], glyphs: Glyphs): Line {
	const {totals, lanes: all, settled} = model;
	const shown = (...states: readonly string[]) => visible.filter(state => states.includes(state)).length;
	const open = shown('waiting', 'ready', 'running', 'queued');
	// The totals of a program count only its innermost calls, but every call has a lane.
	const ofProgram = [
		[all.length - settled.length - open, 'open'],
		[settled.length - visible.length + open, 'ended'],
	] as const;
	const ofTasks = [
		[totals.inFlight - shown('waiting', 'ready', 'running'), 'in flight'],
		[totals.queued - shown('queued'), 'queued'],
		[totals.done - shown('done'), 'done'],
		[totals.failed - shown('failed'), 'failed'],
		[totals.timedOut - shown('timed out'), 'timed out'],
		[totals.cancelled - shown('cancelled'), 'cancelled'],
	] as const;
	const counts = model.description.form === 'program' ? ofProgram : ofTasks;
	const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${thousands(number)} ${word}`);
	return [span('muted', ` ${glyphs.ellipsis} ${thousands(hidden)} more: ${words.join(', ')}`)];
}
