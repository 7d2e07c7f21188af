import type {Recorded} from '../../../recorder/record.ts';
import {record} from '../../../recorder/record.ts';
import {noProgress, recordSaved} from '../../../recorder/record-saved.ts';
import {savedWork} from '../../../recorder/saved-work.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {createHistory} from '../../../store/run-history.ts';
import type {Trace} from '../../../trace/trace.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {RecordCommand, RunCommand, SavedRuns} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {createProgressLine} from '../../progress-line.ts';
import {besideProblem} from '../beside.ts';
import {prepareRun} from '../run/prepare.ts';

type TakeOptions = Omit<RecordCommand, 'work' | 'warnings'>;

/** What was recorded, and the runs in it. */
export type Taken = {
	/** Undefined if nothing could be read. */
	readonly recorded: Recorded | undefined;
	/** Whether all files could be read. */
	readonly isComplete: boolean;
	readonly traces: readonly Trace[];
};

/** Records an app that really runs its programs. */
export async function takeLive(run: RunCommand, {steps, ...take}: TakeOptions, deps: Deps): Promise<Taken> {
	await using prepared = prepareRun(run, deps);
	const {session, engines} = prepared;
	const {theme, motion} = take.outputs[0];
	const history = createHistory();
	const initial = {...session, theme, motion};
	const appProps = {engines, catalog: deps.catalog, progress: noProgress, initial, history};
	const {onFrame, clear} = recordingProgress(deps);
	const recorded = await record(appProps, steps, {...frameOptions(take), onFrame});
	clear();
	return {recorded, isComplete: true, traces: history.traces()};
}

/** Records an app that plays saved runs. */
export async function takeSaved(
	{files, beside, place}: SavedRuns,
	{steps, ...take}: TakeOptions,
	{catalog, warn, streams}: Pick<Deps, 'catalog' | 'warn' | 'streams'>,
): Promise<Taken> {
	const {traces, problems} = await readRuns(files);
	const mismatch = beside && traces.length > 0 ? besideProblem(traces) : undefined;
	for (const problem of mismatch === undefined ? problems : [...problems, mismatch]) {
		warn(place === undefined ? problem : `${place}: ${problem}`);
	}
	const isComplete = problems.length === 0;
	const [first, ...rest] = traces;
	if (!first || mismatch !== undefined) return {recorded: undefined, isComplete, traces};
	const {theme, motion} = take.outputs[0];
	// Without a script, the runs play once.
	const played = steps.length === 0 ? [{kind: 'wait', place: 'the end'} as const] : steps;
	const work = savedWork([first, ...rest], catalog, {theme, motion, beside});
	const {onFrame, clear} = recordingProgress({streams});
	const recorded = await recordSaved(work, played, {...frameOptions(take), onFrame});
	clear();
	return {recorded, isComplete, traces};
}

/** Shows the length of the recording while it grows. */
function recordingProgress({streams}: Pick<Deps, 'streams'>) {
	const {show, clear} = createProgressLine(streams.stderr);
	return {onFrame: (at: number) => show(`recording  ${(at / 1000).toFixed(1)} s`), clear};
}

function frameOptions({outputs: [output], deadline}: Omit<TakeOptions, 'steps'>) {
	return {...output, glyphs: output.ascii ? ascii : unicode, deadline};
}
