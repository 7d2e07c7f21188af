import type {EndSignal} from '../../../engines/end-program.ts';
import type {Run} from '../../../engines/engine.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {exitCodeOf, runExit} from '../../../exports/lines/run-exit.ts';
import {judgeBaseline} from '../../../model/analysis/check/baseline.ts';
import type {CheckResult, JudgedRun} from '../../../model/analysis/check/demand.ts';
import {findingsIn, judgeDemands} from '../../../model/analysis/check/judge.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../../model/analysis/findings/index.ts';
import {modelAt} from '../../../model/follow.ts';
import {seconds} from '../../../model/format-duration.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {formatEvent} from '../../../trace/ndjson.ts';
import type {Trace} from '../../../trace/trace.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {CheckCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {write} from '../../write-stream.ts';
import {prepareRun} from '../run/prepare.ts';
import {savingEngine} from '../run/saving-engine.ts';
import {withSaver} from '../run/with-saver.ts';
import {annotations, resultJson, resultLines} from './print.ts';
import type {WatchedEnd, WatchedRun} from './watch-runs.ts';
import {watchRuns} from './watch-runs.ts';

/**
 * `async-tui check`: runs a program, or reads a saved run, and judges it. For a command, judges each of its processes.
 * Resolves with the exit code: 0 if all demands hold, 1 if one does not, 2 if there is nothing to judge; or with the
 * signal that stopped it.
 */
export async function runCheck(command: CheckCommand, deps: Deps): Promise<RunExit> {
	const {work, baseline} = command;
	const before = baseline === undefined ? undefined : await readProcesses(baseline, deps);
	if (before?.length === 0) return 2;
	if (work.kind === 'saved') {
		const traces = await readProcesses(work.file, deps);
		const runs = traces.map(trace => ({trace, findings: []}));
		return runs.length > 0 ? await report(command, {runs}, before, deps) : 2;
	}
	return await withSaver(
		work,
		deps,
		true,
		exit => exit || 1,
		async saver => {
			let stoppedBy: EndSignal | undefined;
			let run: Run | undefined;
			const ignoreSignals = deps.onSignal(signal => {
				run?.signal(stoppedBy ? 'SIGKILL' : signal);
				stoppedBy ??= signal;
			});
			try {
				await using prepared = prepareRun(work, deps);
				const [engine] = prepared.selectedEngines;
				if (!engine) return 2;
				const program = readable(
					prepared.workload.program({...prepared.session, strategy: work.strategy}, engine.language),
				);
				const observed = saver ? savingEngine(engine, saver) : engine;
				const start = (onProcess: (other: Run) => void) => {
					run = observed.run(program, new AbortController().signal, undefined, onProcess);
					return run;
				};
				const {forMs, deadlineMs = 60_000, demands} = command;
				const stopsOnError = demands.some(({kind}) => kind === 'findings');
				const end = await watchRuns(start, {forMs, deadlineMs, stopsOnError}, (event, isFirst, isStopped) => {
					// The standard output gets only the results.
					if (!command.json && event.type === 'output-written' && !isStopped) deps.streams.stderr.write(event.text);
					if (command.json && isFirst) deps.streams.stdout.write(jsonText(formatEvent(event)));
				});
				if (stoppedBy) return stoppedBy;
				if (end.runs.length === 0) return 2;
				// As in all output, the traces of other processes follow the first one.
				if (command.json)
					for (const {trace} of end.runs.slice(1))
						for (const event of trace) deps.streams.stdout.write(jsonText(formatEvent(event)));
				return await report(command, end, before, deps);
			} finally {
				ignoreSignals();
			}
		},
	);
}

const jsonText = (text: string): string => jsonLine(JSON.parse(text));

/**
 * Reads the first run of a file or, if that is of a command, the runs of all its processes. Resolves with none after a
 * warning.
 */
async function readProcesses(file: string, {warn}: Pick<Deps, 'warn'>): Promise<readonly Trace[]> {
	const {traces, problems} = await readRuns([file]);
	for (const problem of problems) warn(problem);
	const [first, ...others] = traces;
	if (!first) return [];
	return [first, ...(first[0].process ? others.filter(([{process}]) => process) : [])];
}

async function report(
	command: CheckCommand,
	end: WatchedEnd,
	before: readonly Trace[] | undefined,
	{streams, env}: Pick<Deps, 'streams' | 'env'>,
): Promise<number> {
	const now = end.runs.map(judged);
	const results = [
		...judgeDemands(now, command.demands),
		...(before
			? judgeBaseline(
					now,
					before.map(trace => judged({trace, findings: []})),
				)
			: []),
		...endResults(command, end),
	];
	const texts = command.json
		? [resultJson(results, findingsIn(now))]
		: [...resultLines(results), ...(env.GITHUB_ACTIONS === 'true' ? annotations(results, command.folder) : [])];
	await write(streams.stdout, texts);
	return results.some(({holds}) => holds === false) ? 1 : 0;
}

/**
 * Judges a watched run. Includes the findings from before it was stopped, which the model of its end no longer shows.
 */
function judged({trace, findings}: WatchedRun): JudgedRun {
	const model = modelAt(trace);
	return {model, findings: merged(findings, findingsOf(model))};
}

/** Joins two lists of findings. Of two findings of one rule at one place, keeps the later one. */
function merged(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
	const keyOf = ({rule, place}: Finding) => `${rule} ${place?.file}:${place?.line}`;
	const known = new Set(after.map(keyOf));
	return [...before.filter(each => !known.has(keyOf(each))), ...after];
}

/**
 * Judges how a program ended, and whether in time. Returns nothing for a saved run, or one that was stopped on purpose.
 */
function endResults(command: CheckCommand, {runs, stoppedBy}: WatchedEnd): readonly CheckResult[] {
	if (command.work.kind === 'saved' || stoppedBy === 'time' || stoppedBy === 'finding') return [];
	const {deadlineMs = 0, exit} = command;
	if (stoppedBy === 'deadline') {
		const said = `it did not end within ${seconds(deadlineMs)}; --for ends it in time, --deadline waits longer`;
		return [{flag: 'deadline', holds: false, said, measured: {deadline: deadlineMs}}];
	}
	const code = exitCodeOf(runExit(runs[0]?.trace));
	return [{flag: `exit ${exit}`, holds: code === exit, said: `it exited with ${code}`, measured: {exit: code}}];
}
