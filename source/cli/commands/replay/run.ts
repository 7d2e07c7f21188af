import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {exitCodeOf, greatestExit} from '../../../exports/lines/run-exit.ts';
import type {RunGroup} from '../../../exports/recording/group-runs.ts';
import {groupRuns} from '../../../exports/recording/group-runs.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {builtInOf, disabledEngine, replaySetup} from '../../../store/replay-setup.ts';
import {isOwnProgram} from '../../../store/rerun-command.ts';
import {createHistory} from '../../../store/run-history.ts';
import {shellQuote} from '../../../text/shell-quote.ts';
import type {Trace} from '../../../trace/trace.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {PrintMode, ReplayCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {besideProblem} from '../beside.ts';
import {openApp} from '../open-app.ts';
import {printRun} from '../run/print-run.ts';

/** What a replay needs of the program. */
export type ReplayDeps = Pick<Deps, 'catalog' | 'progress' | 'preferences' | 'terminal' | 'streams' | 'env' | 'warn'>;

/**
 * Shows or prints the saved runs that could be read, without an engine. Resolves with the exit code: 2 if nothing could
 * be read, 1 if something is damaged or if a printed run failed.
 */
export async function runReplay(command: ReplayCommand, deps: ReplayDeps): Promise<number> {
	const {traces, problems} = await readRuns(command.files);
	const problem = command.beside && traces.length > 0 ? besideProblem(traces) : undefined;
	if (problem) {
		deps.warn(problem);
		return 2;
	}

	const [first, ...rest] = groupRuns(traces, command.beside || traces.length === 2);
	const printed = command.output === 'plain' || command.output === 'json' ? command.output : undefined;
	if (!first || printed) {
		for (const problem of problems) {
			deps.warn(problem);
		}
	}

	if (!first) {
		return 2;
	}

	const code = printed
		? await print(traces, printed, command, deps)
		: await show([first, ...rest], problems, command, deps);
	return problems.length > 0 ? Math.max(code, 1) : code;
}

async function show(
	groups: readonly [RunGroup, ...RunGroup[]],
	problems: readonly string[],
	command: ReplayCommand,
	deps: ReplayDeps,
): Promise<number> {
	const {files, motion, zoom, showKeys, mouse, paused, ascii: isAscii, color} = command;
	const {catalog, progress, preferences, terminal} = deps;
	await using app = await openApp(command, deps);
	const {theme} = app;
	const history = createHistory();
	const options = {theme, motion, ...(zoom && {zoom}), ...(showKeys && {keysShown: true}), ...(mouse && {mouse})};
	const saved = replaySetup(groups, catalog, history, options, files.map(shellQuote).join(' '));
	const notice = problems[0] ?? preferences.takeWarning();
	const initial = {...saved.initial, ...(paused && {playhead: {at: 0}}), ...(notice && {notice})};
	const glyphs = isAscii ? ascii : unicode;
	const engines = (['javascript', 'python'] as const).map(disabledEngine);
	const {exit} = await app.run({
		engines,
		catalog: saved.catalog,
		history,
		progress,
		preferences,
		initial,
		glyphs,
		color,
		terminal,
	});
	return exitCodeOf(exit);
}

async function print(
	traces: readonly Trace[],
	format: PrintMode,
	{ascii}: ReplayCommand,
	{streams, catalog}: ReplayDeps,
): Promise<number> {
	const stop = new AbortController();
	const exits: RunExit[] = [];
	for (const trace of traces) {
		if (!stop.signal.aborted) {
			const builtIn = builtInOf(trace[0], catalog);
			const findings = !builtIn || isOwnProgram(builtIn);
			exits.push(await printRun(stream(trace), format, streams.stdout, stop, {ascii, findings}));
		}
	}

	return exitCodeOf(greatestExit(exits));
}

async function* stream(trace: Trace) {
	yield trace;
}
