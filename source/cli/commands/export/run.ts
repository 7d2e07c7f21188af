import {exportInSteps} from '../../../exports/export-runs.ts';
import {isRecording} from '../../../exports/formats.ts';
import {describeFrameRate, frameRate} from '../../../exports/recording/frame-rate.ts';
import {groupRuns} from '../../../exports/recording/group-runs.ts';
import {describeMissingGlyphs} from '../../../exports/recording/missing-glyphs.ts';
import type {Recording} from '../../../exports/recording/recording.ts';
import {lengthOf} from '../../../exports/recording/source-from-traces.ts';
import {runToEnd} from '../../../exports/time-slicing.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {replayProps} from '../../../store/replay-props.ts';
import {printable} from '../../../text/printable.ts';
import {quotePath} from '../../../text/quote.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {ExportCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {completeOutput, discardOutputs, openOutputs} from '../../output-file.ts';
import {createProgressLine, formatProgress} from '../../progress-line.ts';
import {besideProblem} from '../beside.ts';
import {describeWritten} from '../describe-written.ts';

/** `async-tui export`: writes the runs that could be read, and warns about the others. Resolves with the exit code. */
export async function runExport(
	{files, outputs, warnings, from, to, speed, beside}: ExportCommand,
	{
		catalog,
		warn,
		streams,
	}: Pick<Deps, 'catalog' | 'warn'> & {readonly streams: Pick<Deps['streams'], 'stdout' | 'stderr'>},
): Promise<number> {
	warnings.forEach(warn);
	const opened = await openOutputs(outputs);
	if ('error' in opened) {
		warn(opened.error);
		return 2;
	}

	const {traces, problems} = await readRuns(files);
	for (const problem of problems) {
		warn(problem);
	}

	const [first, ...rest] = traces;
	if (!first) {
		await discardOutputs(opened);
		return 2;
	}

	const problem = beside ? besideProblem(traces) : undefined;
	if (problem) {
		warn(problem);
		await discardOutputs(opened);
		return 2;
	}

	const length = lengthOf(groupRuns(traces, beside));
	if (outputs.some(({format}) => isRecording(format)) && from !== undefined && from > length) {
		warn(`nothing to export after ${from / 1000} s: the recording ends at ${(length / 1000).toFixed(2)} s.`);
		await discardOutputs(opened);
		return 2;
	}

	const duration = ((to ?? length) - (from ?? 0)) / speed;
	const densest = Math.max(
		...outputs.filter(({format}) => isRecording(format) && format !== 'png').map(({fps}) => fps),
	);
	if (frameRate(duration, densest) < densest) {
		warn(describeFrameRate(duration, densest, speed));
	}

	const span = {beside, ...(from !== undefined && {from}), ...(to !== undefined && {to}), speed};
	const progress = createProgressLine(streams.stderr);
	let failed = problems.length > 0;
	for (const {file, output} of opened) {
		const glyphs = output.ascii ? ascii : unicode;
		const name = printable(output.file);
		let drawn: Recording | undefined;
		const onDrawn = (recording: Recording) => {
			drawn = recording;
			const missing = describeMissingGlyphs(recording, output.format, quotePath(output.file));
			if (missing) {
				progress.clear();
				warn(missing);
			}
		};
		const options = {...output, ...span, glyphs, decorate: replayProps(catalog), onDrawn};
		const steps = exportInSteps([first, ...rest], output.format, options);
		const content = runToEnd(steps, done => progress.show(formatProgress(name, done)));
		progress.clear();
		const problem = await completeOutput(file, output, content);
		if (problem) {
			warn(problem);
			failed = true;
		} else if (!file.isStream) {
			streams.stdout.write(`${describeWritten(drawn, traces, output, content)}
`);
		}
	}
	return failed ? 1 : 0;
}
