import {modelAt} from '../../model/follow.ts';
import type {Trace} from '../../trace/trace.ts';
import {lastEventAt} from '../../trace/trace.ts';
import type {FrameProps} from './recording.ts';

/**
 * Returns a function that adds the table of a comparison to the props of a recording that shows its runs one after the
 * other. The table has the end of earlier runs, and only the description of later ones.
 */
export function comparedProps(
	traces: readonly Trace[],
	{overlay, strategy}: Pick<FrameProps['session'], 'overlay' | 'strategy'>,
): (props: FrameProps) => FrameProps {
	const ends = traces.map(trace => modelAt(trace, lastEventAt(trace)));
	const starts = traces.map(([description]) => modelAt([description], 0));
	return props => {
		const [{model}] = props.runs;
		const current = traces.findIndex(([description]) => description === model.description);
		return {
			...props,
			session: {...props.session, strategy, ...(overlay && {overlay})},
			compared: {
				models: [...ends.slice(0, current), model, ...starts.slice(current + 1)],
				hasEnded: current === traces.length - 1 && model.end !== undefined,
			},
		};
	};
}
