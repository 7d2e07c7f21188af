import {percent, seconds} from '../../model/format-duration.ts';
import {utilization} from '../../model/projections/timeline.ts';
import {latencyFloor} from '../../model/queries.ts';
import {describeStart, isUnobserved} from '../../model/unobserved.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {flightRows, maxBar} from './flight-rows.ts';

/** Draws what a run in progress shows so far about where its time goes. The verdict takes its place at the end. */
export function runProgressLines(props: RunProps, width: number): readonly Line[] {
	const {model, glyphs} = props;
	const {inFlight, queued, settled} = model.totals;
	if (model.startedAt === undefined) {
		const [, brief] = isUnobserved(model) ? describeStart(model) : ['', 'The run has not started.'];
		return [[span('muted', brief)]];
	}

	const busy = utilization(model);
	const bar = Math.max(8, Math.min(maxBar, width - 12 - shareWords));
	const onThread = Math.min(bar, Math.round(busy * bar));
	const used = [
		span('run', glyphs.lane.running.repeat(onThread)),
		span('wait', glyphs.lane.waiting.repeat(bar - onThread)),
	];
	const innermost = model.description.form === 'program' ? `innermost ${inFlight === 1 ? 'call' : 'calls'} ` : '';
	const floor = latencyFloor(model);
	const row = (label: string, line: Line): Line => [span('muted', fitText(label, 12, ' ')), ...line];
	return [
		[
			span('wait', `${glyphs.state.waiting} `, 'strong'),
			span('text', `${thousands(inFlight)} ${innermost}in flight, ${thousands(settled)} settled`),
			span('text', queued > 0 ? `, ${thousands(queued)} queued.` : '.'),
		],
		emptyLine,
		row('Thread', [...used, span('text', `  ${percent(busy)} on the thread so far`)]),
		// Not below each other, because both bars are mostly blue.
		...(floor
			? [row('At least', [span('text', `${seconds(floor.ms)}: ${stripControls(floor.name)} is the longest task`)])]
			: []),
		...flightRows(model, bar, glyphs).map(([label, line]) => row(label, line)),
	];
}

/** The columns after a bar: `1% on the thread, 99% waiting`. */
const shareWords = 31;
