import {compare, speedup, speedupBound} from '../../model/analysis/comparison.ts';
import {ranOnTo} from '../../model/analysis/other-tasks-outcome.ts';
import {blockerOf} from '../../model/at-moment.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {emptyLine, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import type {Status} from '../run-status.ts';

/**
 * Draws the line below the rulers: what blocks the loop; else the speed-up of a run that has ended; else the number of
 * tasks in each state. Parts that do not fit are left out whole.
 */
export function summaryLine(props: RunProps, {word}: Status, width: number): Line {
	const parts =
		word === 'BLOCKED'
			? blockerParts(props)
			: props.model.totals.stopped
				? totalsParts(props, width)
				: progressParts(props, width);
	return joinFitting(parts, width);
}

/** Joins the parts that fit. The first is always included. */
export function joinFitting(parts: readonly Line[], width: number): Line {
	let line = parts[0] ?? emptyLine;
	for (const part of parts.slice(1)) {
		const longer = [...line, span('text', '   '), ...part];
		line = lineWidth(longer) <= width ? longer : line;
	}
	return line;
}

function blockerParts({model, glyphs}: RunProps): readonly Line[] {
	const blocker = blockerOf(model);
	if (!blocker) {
		return [];
	}
	const {inside, place} = model.thread.blocked ?? {};
	const name =
		inside ?? place?.function ?? (blocker.task === undefined ? undefined : model.tasks.get(blocker.task)?.name);
	const time = `${Math.max(0, Math.round(model.at - blocker.since))} ms`;
	return [
		[span('fail', name === undefined ? 'the loop is silent' : `by ${stripControls(name)}`, 'strong')],
		...(place ? [[span('text', `${stripControls(place.file)}:${place.line}`)]] : []),
		[span('muted', 'blocked for '), span('fail', time.padStart(7), 'strong')],
		[span('muted', `${glyphs.dot} nothing else runs`)],
	];
}

function totalsParts(props: RunProps, width: number): readonly Line[] {
	const {model, previous, sequential, glyphs} = props;
	const faster = speedup(model, sequential);
	const comparison = compare(model, previous);
	const parts: Line[] = [...survivorParts(model)];
	const bound = speedupBound(model);
	if (faster !== undefined) {
		const ratio = [span('muted', 'speed-up '), span('done', `${faster.toFixed(2)}${glyphs.times}`, 'strong')];
		const over = [...ratio, span('muted', ' over Sequential')];
		parts.push(lineWidth(over) <= width ? over : ratio);
	} else if (bound !== undefined && bound >= 1.15) {
		parts.push([span('muted', 'speed-up at most '), span('text', `${bound.toFixed(1)}${glyphs.times}`, 'strong')]);
	}
	if (comparison?.saved !== undefined && Math.abs(comparison.saved) >= 5) {
		const saved = comparison.saved > 0;
		parts.push([
			span('muted', saved ? 'saved ' : 'lost '),
			span(saved ? 'done' : 'text', seconds(Math.abs(comparison.saved)), 'strong'),
			...(comparison.previous.strategy === 'sequential' && faster !== undefined
				? []
				: [span('muted', ` against ${stripControls(comparison.previous.title)}`)]),
		]);
	}
	return [...parts, ...peakParts(props)];
}

/** Draws how many tasks still run after the total, or when the last of them ended. */
function survivorParts(model: Model): readonly Line[] {
	const until = ranOnTo(model);
	if (until === undefined) {
		return [];
	}

	return model.totals.inFlight > 0 && !model.end
		? [[span('wait', thousands(model.totals.inFlight), 'strong'), span('muted', ' still in flight')]]
		: [[span('muted', 'the last task ended at '), span('text', seconds(until), 'strong')]];
}

function progressParts(props: RunProps, width: number): readonly Line[] {
	const {totals, lanes, description} = props.model;
	// The final number of calls is unknown.
	const all = description.form === 'program' ? '' : `/${thousands(lanes.length)}`;
	const share = (label: string, number: number, role: 'wait' | 'done'): Line => [
		span('muted', `${label} `),
		span(number > 0 ? role : 'muted', thousands(number), 'strong'),
		span('muted', all),
	];
	// In a program, only calls that have called no other are counted, as in the peak.
	const label = description.form === 'tasks' ? 'in flight' : width >= 50 ? 'innermost calls in flight' : 'innermost';
	return [share(label, totals.inFlight, 'wait'), share('settled', totals.settled, 'done'), ...peakParts(props)];
}

/** Draws the peak. Beside the calls in flight of a program, it is that of the waits that the ruler sums. */
function peakParts({model: {description, totals}}: RunProps): readonly Line[] {
	const {limit, form} = description;
	const peak = form === 'program' && !totals.stopped ? 'peak of waits' : 'peak';
	const of = limit === undefined ? '' : ` of limit ${thousands(limit)}`;
	return [[span('muted', `${peak} ${thousands(totals.peak)}${of}`)]];
}
