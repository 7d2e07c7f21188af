import type {Trace} from '../trace/trace.ts';
import type {ShownProps} from '../view/props.ts';
import {comparedProps} from './recording/compared-props.ts';
import type {FormatOptions} from './recording/format-options.ts';
import type {FrameOptions} from './recording/frame-recorder.ts';
import {recordStill} from './recording/frame-recorder.ts';
import {groupRuns} from './recording/group-runs.ts';
import {recordingFormats} from './recording/index.ts';
import type {FrameProps} from './recording/recording.ts';
import type {RenderOptions} from './recording/render.ts';
import {renderInSteps} from './recording/render.ts';
import type {SampleOptions} from './recording/sample-frames.ts';
import type {ReplayOptions} from './recording/source-from-traces.ts';
import {lengthOf} from './recording/source-from-traces.ts';
import type {TableFormat} from './tables/index.ts';
import {writeTable} from './tables/index.ts';
import type {Steps} from './time-slicing.ts';
import {runToEnd} from './time-slicing.ts';

/** The options of an export. Times are ms on the clock of the runs, which are laid end to end. */
export type ExportOptions = Pick<ReplayOptions, 'from' | 'to' | 'speed' | 'keys' | 'baseProps' | 'decorate'> &
	SampleOptions &
	Pick<RenderOptions, 'onDrawn'> &
	FormatOptions & {
		/** Whether two consecutive runs of the same work are shown side by side, on one clock. */
		readonly beside?: boolean;
		/**
		 * The session's comparison of these runs, whose table they fill one after the other. Undefined: not a comparison.
		 */
		readonly compared?: Pick<FrameProps['session'], 'overlay' | 'strategy'>;
	};

/**
 * Exports saved runs in one of the `exportFormats`, as text or bytes. The same runs and options give the same bytes on
 * every machine (`png`: with the same zlib).
 */
export function exportRuns(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	options: ExportOptions = {},
): string | Uint8Array {
	return runToEnd(exportInSteps(traces, format, options));
}

/** Does what `exportRuns` does, in steps of a few milliseconds. */
export function* exportInSteps(
	traces: readonly [Trace, ...Trace[]],
	format: string,
	options: ExportOptions = {},
): Steps<string | Uint8Array> {
	if (!Object.hasOwn(recordingFormats, format)) {
		return writeTable(traces, format as TableFormat);
	}

	if (options.compared) {
		const [first, ...rest] = traces;
		const add = comparedProps(traces, options.compared);
		const decorate = (props: FrameProps) => add(options.decorate?.(props) ?? props);
		return yield* renderInSteps(format, [[first], ...rest.map(trace => [trace] as const)], {
			...options,
			...{decorate, pause: 0},
		});
	}

	const [first = [traces[0]] as const, ...rest] = groupRuns(traces, options.beside);
	const groups = [first, ...rest] as const;
	// Only the last frame is needed.
	const end = format === 'png' ? (options.to ?? lengthOf(groups)) : undefined;
	return yield* renderInSteps(format, groups, end === undefined ? options : {...options, from: end, to: end});
}

/** Exports one screen as a still image, in one step. */
export function* exportStill(
	shown: ShownProps,
	format: string,
	options: FrameOptions & FormatOptions,
): Steps<string | Uint8Array> {
	yield 0;
	return recordingFormats[format]?.(recordStill(shown, options), options) ?? '';
}
