import {constants} from 'node:os';
import type {EndSignal} from '../../../engines/end-program.ts';
import type {Run} from '../../../engines/engine.ts';
import {exitCode} from '../../../exports/lines/index.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import {judgeBaseline} from '../../../model/analysis/check/baseline.ts';
import type {CheckResult} from '../../../model/analysis/check/demand.ts';
import {judgeDemands} from '../../../model/analysis/check/judge.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../../model/analysis/findings/index.ts';
import {modelAt} from '../../../model/follow.ts';
import {seconds} from '../../../model/format-duration.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {collect} from '../../../trace/collect.ts';
import {formatEvent} from '../../../trace/ndjson.ts';
import type {Trace} from '../../../trace/trace.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {CheckCommand, RunCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {write} from '../../write-stream.ts';
import {prepareRun} from '../run/prepare.ts';
import {withSaver} from '../run/with-saver.ts';
import {annotations, resultJson, resultLines} from './print.ts';
import type {WatchedEnd} from './watch-run.ts';
import {watchRun} from './watch-run.ts';

/**
 * `async-tui check`: runs a program, or reads a saved run, and judges it. Resolves with the exit code: 0 if all demands hold, 1 if one does not, 2 if there is
 * nothing to judge, 128 + N after a signal.
 */
export async function runCheck(command: CheckCommand, deps: Deps): Promise<number> {
	const {work, baseline} = command;
	const before = baseline === undefined ? undefined : await readOne(baseline, deps);
	if (before === null) return 2;
	if (work.kind === 'saved') {
		const trace = await readOne(work.file, deps);
		return trace ? await report(command, {trace, findings: []}, before, deps) : 2;
	}
	return await withSaver(
		work,
		deps,
		true,
		code => code || 1,
		async saver => {
			let stoppedBy: EndSignal | undefined;
			let run: Run | undefined;
			const ignoreSignals = deps.onSignal(signal => {
				run?.signal(stoppedBy ? 'SIGKILL' : signal);
				stoppedBy ??= signal;
			});
			try {
				await using prepared = prepareRun(work, deps);
				run = start(work, prepared);
				if (!run) return 2;
				const watched = saver
					? Object.assign(collect(run, {sink: saver.run()}), {clock: run.clock, cancel: run.cancel, signal: run.signal})
					: run;
				const {forMs, deadlineMs = 60_000, demands} = command;
				const stopsOnError = demands.some(({kind}) => kind === 'findings');
				const end = await watchRun(watched, {forMs, deadlineMs, stopsOnError}, (event, isStopped) => {
					// The results alone go to the standard output.
					if (command.json) deps.streams.stdout.write(jsonText(formatEvent(event)));
					else if (event.type === 'output-written' && !isStopped) deps.streams.stderr.write(event.text);
				});
				if (stoppedBy) return 128 + constants.signals[stoppedBy];
				return end ? await report(command, end, before, deps) : 2;
			} finally {
				ignoreSignals();
			}
		},
	);
}

const jsonText = (text: string): string => jsonLine(JSON.parse(text));

function start(
	{strategy}: RunCommand,
	{workload, session, chosenEngines: [engine]}: Awaited<ReturnType<typeof prepareRun>>,
): Run | undefined {
	if (!engine) return undefined;
	const program = readable(workload.program({...session, strategy}, engine.language));
	return engine.run(program, new AbortController().signal);
}

/** Reads the first run of a file. Null after a warning. */
async function readOne(file: string, {warn}: Pick<Deps, 'warn'>): Promise<Trace | null> {
	const {traces, problems} = await readRuns([file]);
	for (const problem of problems) warn(problem);
	return traces[0] ?? null;
}

async function report(
	command: CheckCommand,
	end: WatchedEnd,
	before: Trace | undefined,
	{streams, env}: Pick<Deps, 'streams' | 'env'>,
): Promise<number> {
	const model = modelAt(end.trace);
	// What was found before a program was stopped is gone at its end.
	const findings = merged(end.findings, findingsOf(model));
	const results = [
		...judgeDemands(model, findings, command.demands),
		...(before
			? judgeBaseline({model, findings}, {model: modelAt(before), findings: findingsOf(modelAt(before))})
			: []),
		...endResults(command, end),
	];
	const texts = command.json
		? [resultJson(results, findings)]
		: [...resultLines(results), ...(env.GITHUB_ACTIONS === 'true' ? annotations(results, command.folder) : [])];
	await write(streams.stdout, texts);
	return results.some(({holds}) => holds === false) ? 1 : 0;
}

/** Of two findings of one rule at one place the one that was made last. */
function merged(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
	const keyOf = ({rule, place}: Finding) => `${rule} ${place?.file}:${place?.line}`;
	const known = new Set(after.map(keyOf));
	return [...before.filter(each => !known.has(keyOf(each))), ...after];
}

/** How a program ended, and whether in time. A saved run, and one that was stopped on purpose, is not judged by that. */
function endResults(command: CheckCommand, {trace, stoppedBy}: WatchedEnd): readonly CheckResult[] {
	if (command.work.kind === 'saved' || stoppedBy === 'time' || stoppedBy === 'finding') return [];
	const {deadlineMs = 0, exit} = command;
	if (stoppedBy === 'deadline') {
		const said = `it had not ended after ${seconds(deadlineMs)}; --for ends it in time, --deadline waits longer`;
		return [{flag: 'deadline', holds: false, said, measured: {deadline: deadlineMs}}];
	}
	const code = exitCode(trace);
	return [{flag: `exit ${exit}`, holds: code === exit, said: `it exited with ${code}`, measured: {exit: code}}];
}
