import {percent, seconds} from '../../model/format-duration.ts';
import {inFlightHistory} from '../../model/projections/in-flight-history.ts';
import {utilization} from '../../model/projections/timeline.ts';
import {latencyFloor} from '../../model/queries.ts';
import {describeStart, isUnobserved} from '../../model/unobserved.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/** Draws what a run in progress shows so far about where its time goes. The verdict takes its place at the end. */
export function runProgressLines(props: RunProps, width: number): readonly Line[] {
	const {model, glyphs} = props;
	const {inFlight, queued, settled, peak, makespan} = model.totals;
	if (model.startedAt === undefined) {
		const [, brief] = isUnobserved(model) ? describeStart(model) : ['', 'The run has not started.'];
		return [[span('muted', brief)]];
	}

	const busy = utilization(model);
	const bar = Math.max(8, Math.min(30, width - 12 - 34));
	const onThread = Math.min(bar, Math.round(busy * bar));
	const used = [
		span('run', glyphs.lane.running.repeat(onThread)),
		span('wait', glyphs.lane.waiting.repeat(bar - onThread)),
	];
	const innermost = model.description.form === 'program' ? `innermost ${inFlight === 1 ? 'call' : 'calls'} ` : '';
	const history = model.description.form === 'tasks' ? inFlightHistory(model, makespan, bar) : undefined;
	const levels = (history ?? []).map(count => level(count, peak, glyphs.levels)).join('');
	const floor = latencyFloor(model);
	const row = (label: string, line: Line): Line => [span('muted', fitText(label, 12, ' ')), ...line];
	return [
		[
			span('wait', `${glyphs.state.waiting} `, 'strong'),
			span('text', `${inFlight} ${innermost}in flight, ${settled} settled`),
			span('text', queued > 0 ? `, ${queued} queued.` : '.'),
		],
		emptyLine,
		row('Thread', [...used, span('text', `  ${percent(busy)} on the thread so far`)]),
		...(history ? [row('In flight', [span('done', fitText(levels, bar, ' ')), span('text', `  peak ${peak}`)])] : []),
		...(floor
			? [row('At least', [span('text', `${seconds(floor.ms)}: ${stripControls(floor.name)} is the longest task`)])]
			: []),
	];
}

/** Returns one of the signs, which go from few to all. A count of 0 is a blank. */
function level(count: number, max: number, signs: readonly string[]): string {
	return count === 0 ? ' ' : (signs[Math.ceil((count / Math.max(1, max)) * signs.length) - 1] ?? ' ');
}
