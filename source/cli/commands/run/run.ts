import {openTerminalKeys} from '../../../app/terminal-keys.ts';
import type {EndSignal} from '../../../engines/end-program.ts';
import {exitSummary} from '../../../exports/lines/exit-summary.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import type {RunSaver} from '../../../storage/run-saver.ts';
import {invocationOf, isOwnProgram} from '../../../store/rerun-command.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import {getWorkload} from '../../../workloads/workload.ts';
import type {PrintMode, RunCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {write} from '../../write-stream.ts';
import {openApp} from '../open-app.ts';
import {passThrough} from './pass-through.ts';
import type {PreparedRun} from './prepare.ts';
import {prepareRun} from './prepare.ts';
import {printLines} from './print.ts';
import {printWatched} from './print-watched.ts';
import {createProgramsToEnd} from './programs-to-end.ts';
import {withSaver} from './with-saver.ts';

/** Shows or prints a run, and saves it where the command line says so. Resolves with how async-tui ends. */
export async function runWorkload(command: RunCommand, deps: Deps): Promise<RunExit> {
	const workload = getWorkload(command.scenario, deps.catalog);
	const isProgram = isOwnProgram(workload);
	const isOwnSource = workload.choice.user !== undefined && workload.choice.name !== 'urls';
	// An exit code of 1 could be the program's own.
	const unsaved = (exit: RunExit) => (isProgram ? 125 : exit || 1);
	return await withSaver(command, deps, isOwnSource, unsaved, async saver => {
		await using run = prepareRun(command, deps, command.output === 'screen');
		const {output} = command;
		if (output === 'passthrough') {
			return await passThrough(command, run, saver, deps);
		}
		return output === 'plain' || output === 'json'
			? await print(command, output, run, saver, deps)
			: await show(command, run, saver, deps);
	});
}

/** Opens the app, drawn or in sentences, until the user quits. Resolves with how async-tui ends. */
async function show(
	command: RunCommand,
	{session, engines, selectedEngines}: PreparedRun,
	saver: RunSaver | undefined,
	deps: Deps,
): Promise<RunExit> {
	const {catalog, progress, preferences, terminal, env} = deps;
	await using keys = command.keysFromTerminal ? openTerminalKeys() : undefined;
	const streams = {...deps.streams, ...(keys && {stdin: keys})};
	const {color} = command;
	const warning = preferences.takeWarning();
	// A runtime and Ink take equally long to load, so they load in parallel. Without a run, the runtime waits for the
	// first frame.
	for (const engine of session.run > 0 ? selectedEngines : []) {
		void engine.warm();
	}

	await using app = await openApp(command, {streams, env});
	const glyphs = command.ascii ? ascii : unicode;
	const initial = {...session, theme: app.theme, ...(warning && {notice: warning})};
	const result = await app.run({
		engines,
		catalog,
		progress,
		preferences,
		initial,
		glyphs,
		color,
		terminal,
		...(saver && {saver}),
		keep: command.keep,
		savesSource: command.savesSource,
		bell: command.bell,
		env,
	});
	if (result.runView) {
		const {model, sequential} = result.runView;
		const invocation = invocationOf(getWorkload(result.session.scenario, catalog), result.session);
		await write(streams.stdout, [exitSummary(model, {sequential, ...invocation})]);
	}
	return result.exit;
}

/** Prints the run as lines, in sequence for several strategies or both languages. */
async function print(
	command: RunCommand,
	format: PrintMode,
	run: PreparedRun,
	saver: RunSaver | undefined,
	deps: Deps,
): Promise<RunExit> {
	const {workload, session, selectedEngines} = run;
	const {progress, streams, warn, onSignal, catalog} = deps;
	const abort = new AbortController();
	const stop = new AbortController();
	const programs = createProgramsToEnd(workload.choice.title, sentence => {
		// A piped standard error gets only what the program wrote.
		if (streams.stderr.isTTY) {
			warn(sentence);
		}
	});
	let stoppedBy: EndSignal | undefined;
	const ignoreSignals = onSignal(signal => {
		stoppedBy ??= signal;
		stop.abort();
		if (isOwnProgram(workload)) {
			programs.end(signal);
		} else {
			abort.abort();
		}
	});
	const job = {command, workload, session, engines: selectedEngines, stream: streams.stdout, saver, programs};
	const printed = command.watch
		? printWatched({
				...{workload, session, catalog, warn},
				print: (opened, chosen, described) =>
					printLines({...job, workload: opened, session: chosen, described}, format, abort),
				interrupt: programs.interrupt,
				stop: AbortSignal.any([stop.signal, abort.signal]),
			})
		: printLines(job, format, abort);
	const exit = await printed.finally(ignoreSignals);
	const isDone = workload.lesson ? command.answer !== undefined : workload.exercise !== undefined && exit === 0;
	if (isDone && !abort.signal.aborted) {
		await progress.finish(workload.key);
		const warning = progress.takeWarning();
		if (warning) {
			warn(warning);
		}
	}
	return stoppedBy && !isOwnProgram(workload) ? stoppedBy : exit;
}
