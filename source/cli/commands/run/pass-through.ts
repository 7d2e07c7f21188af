import {basename, dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Command, Engine, Program, Run} from '../../../engines/engine.ts';
import {findNode, whyTooOld} from '../../../engines/javascript/find-node.ts';
import {findPython} from '../../../engines/python/find-python.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {runExit} from '../../../exports/lines/run-exit.ts';
import {createEventWindow} from '../../../model/event-window.ts';
import {modelAt} from '../../../model/follow.ts';
import {describeUnobserved, isUnobserved} from '../../../model/unobserved.ts';
import type {RunSaver} from '../../../storage/run-saver.ts';
import {printable} from '../../../text/printable.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceWriter} from '../../../trace/trace.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {RunCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import type {PreparedRun} from './prepare.ts';

/**
 * Runs the user's program with the terminal of this process, and saves its traces. Forwards only SIGTERM, because the
 * terminal sends its own signals to both processes. Resolves with how the program ended.
 */
export async function passThrough(
	{python, keep}: Pick<RunCommand, 'python' | 'keep'>,
	{workload, session, selectedEngines: [engine]}: PreparedRun,
	saver: Pick<RunSaver, 'run'> | undefined,
	deps: Pick<Deps, 'warn' | 'onSignal' | 'nodeSearch' | 'pythonSearch' | 'place'>,
): Promise<RunExit> {
	const {language} = engine as Engine;
	const program = await asCommand(readable(workload.program(session, language)), language, python, deps);
	if ('error' in program) {
		deps.warn(program.error);
		return program.code;
	}

	let first: TraceWriter | undefined;
	const follow = async (run: Run) => {
		const collected = collect(run, {
			sink: saver?.run(),
			create(description) {
				const written = createEventWindow(description, {keep});
				first ??= written;
				return written;
			},
		});
		// Collecting the events also saves them.
		for await (const _ of collected);
	};
	const others: Promise<void>[] = [];
	const run = (engine as Engine).run(program, new AbortController().signal, undefined, other =>
		others.push(follow(other)),
	);
	const ignoreSignals = deps.onSignal(signal => {
		if (signal === 'SIGTERM') {
			run.signal(signal);
		}
	});
	const ignore = () => {};
	process.on('SIGQUIT', ignore);
	try {
		await follow(run);
		await Promise.all(others);
	} finally {
		process.off('SIGQUIT', ignore);
		ignoreSignals();
	}

	const model = first && modelAt(first.trace);
	if (model && isUnobserved(model)) {
		deps.warn(printable(describeUnobserved(model)));
	}

	return runExit(first?.trace);
}

/** Returns the command that a shell would run for a program file. Returns a command as it is. */
async function asCommand(
	program: Program,
	language: Engine['language'],
	python: string | undefined,
	{nodeSearch, pythonSearch, place}: Pick<Deps, 'nodeSearch' | 'pythonSearch' | 'place'>,
): Promise<Program | {readonly error: string; readonly code: number}> {
	const hasTerminal = true;
	if (program.command) {
		return {...program, command: {...program.command, hasTerminal}};
	}

	const [file] = program.files as [Program['files'][number]];
	const path = fileURLToPath(file.url);
	const found =
		language === 'python' ? await findPython(pythonSearch(python, dirname(path))) : await findNode(nodeSearch());
	if ('none' in found) {
		return {error: found.none, code: 127};
	}

	const tooOld = 'executable' in found ? whyTooOld(found) : undefined;
	if (tooOld !== undefined) {
		return {error: tooOld, code: 126};
	}

	const {executable} = 'python' in found ? found.python : found;
	const argv: Command['argv'] = [executable, program.typed ?? path, ...(program.arguments ?? [])];
	const words = [basename(executable), file.name, ...(program.arguments ?? [])];
	return {
		...program,
		description: {...program.description, files: [], command: words},
		files: [],
		command: {...place(), argv, hasTerminal},
	};
}
