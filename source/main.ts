import {statSync} from 'node:fs';
import {homedir, release} from 'node:os';
import {dirname} from 'node:path';
import {text} from 'node:stream/consumers';
import type {Terminal} from './app/app.tsx';
import {copySequence} from './app/osc52.ts';
import type {Command, ExportCommand, RecordCommand, ReplayCommand, RunCommand} from './cli/command.ts';
import type {Shell} from './cli/commands/completion/shells.ts';
import {helpText} from './cli/commands/help.ts';
import {listJson, listText} from './cli/commands/list.ts';
import {loadApp} from './cli/commands/open-app.ts';
import {initialSession} from './cli/commands/run/initial-session.ts';
import {printLines} from './cli/commands/run/print.ts';
import type {System} from './cli/commands/version.ts';
import {packageVersion, versionText} from './cli/commands/version.ts';
import {formatError} from './cli/error-message.ts';
import {parse} from './cli/parse.ts';
import {write} from './cli/write-stream.ts';
import {lessonNames} from './content/lessons/index.ts';
import {scenarios} from './content/scenarios/index.ts';
import {strategies} from './content/strategies/index.ts';
import type {Engine} from './engines/engine.ts';
import {createEngines} from './engines/index.ts';
import type {PythonSearch} from './engines/python/find-python.ts';
import {findPython} from './engines/python/find-python.ts';
import type {PythonTasks} from './engines/python/find-tasks.ts';
import {findPythonTasks} from './engines/python/find-tasks.ts';
import {exitSummary} from './exports/lines/exit-summary.ts';
import type {Session} from './session/session.ts';
import {openProgress} from './storage/lesson-progress.ts';
import {openPreferences} from './storage/preferences.ts';
import {saveRuns} from './storage/save-runs.ts';
import {stateFile} from './storage/state-file.ts';
import {invocationOf} from './store/rerun-command.ts';
import {printable} from './text/printable.ts';
import type {Trace} from './trace/trace.ts';
import {ascii, unicode} from './view/glyphs.ts';
import type {RunView} from './view/props.ts';
import {createCatalog} from './workloads/catalog.ts';
import type {Workload} from './workloads/workload.ts';
import {getWorkload} from './workloads/workload.ts';

const {stdin, stdout, stderr} = process;
const catalog = createCatalog({readInput: () => text(stdin), findPythonTasks: findTasks});
const stateFilePath = (name: string) => stateFile(name, process.env, {platform: process.platform, home: homedir()});
const progress = openProgress(stateFilePath('progress.json'));
const preferences = openPreferences(stateFilePath('look.json'));

async function main(): Promise<number> {
	const command = await parse(process.argv.slice(2), {
		scenarios,
		strategies,
		lessons: lessonNames,
		catalog,
		isFolder: path => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false,
		isFile: path => statSync(path, {throwIfNoEntry: false})?.isFile() ?? false,
		remembered: preferences.read,
		env: process.env,
		isTTY: stdout.isTTY && stdin.isTTY,
	});
	switch (command.kind) {
		case 'usage-error':
			stderr.write(`${command.message}\n`);
			return 2;
		case 'help':
			return print(helpText({lessons: lessonNames, scenarios, strategies}));
		case 'list':
			return runList(command);
		case 'completion':
			return print(await completion(command.shell));
		case 'version':
			return print(versionText(packageVersion(), command.verbose ? await systemInfo(command.python) : undefined));
		case 'export':
			return await runExport(command);
		case 'record':
			return await runRecord(command);
		case 'replay':
			return await runReplay(command);
		case 'run':
			return command.output === 'plain' || command.output === 'json'
				? await runPrinted(command, command.output)
				: await runInteractive(command);
	}
}

function runList({json, ascii}: Extract<Command, {kind: 'list'}>): Promise<number> {
	const lessons = catalog
		.entries()
		.flatMap(({choice, lesson, key}) => (lesson ? [{...choice, done: progress.done().has(key)}] : []));
	const lists = {lessons, scenarios, strategies};
	warnAboutProgress();
	return print(json ? listJson(lists) : listText(lists, {ascii}));
}

async function systemInfo(python: string | undefined): Promise<System> {
	return {
		node: `${process.version}, ${process.execPath}`,
		python: await findPython(pythonSearch(python, undefined)),
		platform: `${process.platform} ${process.arch} ${release()}`,
		env: process.env,
		size: stdout.isTTY ? stdout : undefined,
	};
}

async function completion(shell: Shell): Promise<string> {
	const {completionScript} = await import('./cli/commands/completion/completion.ts');
	const lessons = catalog.entries().flatMap(({choice, lesson}) => (lesson ? [choice] : []));
	return completionScript(shell, {
		lessons: lessons.map(({name, title, strategies}) => ({name, title, versions: strategies})),
		scenarios,
		strategies,
	});
}

async function runExport(command: ExportCommand): Promise<number> {
	const {writeExport} = await import('./cli/commands/export/run.ts');
	return await writeExport(command, catalog, warn);
}

async function runRecord(command: RecordCommand): Promise<number> {
	const {writeRecording} = await import('./cli/commands/record/run.ts');
	const engines = createEnginesFor(command.run);
	try {
		return await writeRecording(command, {engines, catalog, initial: sessionOf(command.run)}, warn);
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function warn(sentence: string): void {
	stderr.write(`async-tui: ${sentence}\n`);
}

function warnAboutProgress(): void {
	const warning = progress.takeWarning();
	if (warning) {
		stderr.write(`async-tui: ${warning}\n`);
	}
}

async function print(text: string): Promise<number> {
	await write(stdout, [text]);
	return 0;
}

/** The dashboard, as a picture or in sentences. */
async function runInteractive(command: RunCommand): Promise<number> {
	const engines = createEnginesFor(command);
	const warning = preferences.takeWarning();
	const initial = {...sessionOf(command), ...(warning && {notice: warning})};
	// A runtime takes as long to start as Ink to load: side by side. Where nothing runs yet it can wait for the first frame.
	for (const engine of initial.run > 0 ? enginesForLanguage(engines, command) : []) {
		void engine.warm();
	}

	const open = await loadApp(command);
	const glyphs = command.ascii ? ascii : unicode;
	const {color} = command;
	try {
		const props = {engines, catalog, progress, preferences, initial, glyphs, color, terminal};
		const {code, session, runView, traces} = await open(props, {stdin, stdout, stderr});
		await write(stdout, runView ? [exitText(session, runView)] : []);
		const saved = await saveTraces(command, traces);
		await write(stdout, saved ? [saved] : []);
		return code;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

/** Where the line asks for it: what was run last, a run or all of a comparison. Resolves with a line that says so. */
async function saveTraces({saveTo}: RunCommand, traces: readonly Trace[]): Promise<string | undefined> {
	if (!saveTo || traces.length === 0) {
		return undefined;
	}

	await saveRuns(saveTo.file, traces, {replace: saveTo.force});
	const runs = traces.length > 1 ? `   (${traces.length} runs)` : '';
	return `Replay it: async-tui ${printable(saveTo.file)}${runs}\n`;
}

async function runReplay(command: ReplayCommand): Promise<number> {
	const {replay} = await import('./cli/commands/replay/run.ts');
	return await replay(command, {catalog, progress, look: preferences, terminal, stdin, stdout, stderr});
}

function exitText(session: Session, {model, sequential}: RunView): string {
	return exitSummary(model, {sequential, ...invocationOf(workloadOf(session), session)});
}

/** Runs as lines: one after the other, if several strategies or both languages are asked for. */
async function runPrinted(command: RunCommand, format: 'plain' | 'json'): Promise<number> {
	const engines = createEnginesFor(command);
	const abort = new AbortController();
	let isInterrupted = false;
	process.once('SIGINT', () => {
		isInterrupted = true;
		abort.abort();
	});
	try {
		const traces: Trace[] = [];
		const workload = workloadOf(command);
		const job = {
			command,
			entry: workload,
			session: sessionOf(command),
			engines: enginesForLanguage(engines, command),
			onTrace: (trace: Trace) => traces.push(trace),
		};
		const code = await printLines({...job, stream: stdout}, format, abort);
		await saveTraces(command, traces);
		if (workload.lesson && command.answer && !abort.signal.aborted) {
			await progress.finish(workload.key);
			warnAboutProgress();
		}
		return isInterrupted ? 130 : code;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function createEnginesFor({python, ...command}: RunCommand): readonly Engine[] {
	return createEngines(pythonSearch(python, workloadOf(command).pythonFolder));
}

/** The Python that will run a file says what is in it. */
async function findTasks(path: string, named: string | undefined): Promise<PythonTasks> {
	const found = await findPython(pythonSearch(named, dirname(path)));
	return 'none' in found ? {error: found.none.replace(/\.$/, '')} : await findPythonTasks(found.python, path);
}

function pythonSearch(named: string | undefined, folder: string | undefined): PythonSearch {
	return {named, env: process.env, cwd: process.cwd(), folder};
}

function enginesForLanguage(engines: readonly Engine[], command: RunCommand): readonly Engine[] {
	const {language} = sessionOf(command);
	return engines.filter(engine => language === 'both' || language === engine.language);
}

function sessionOf(command: RunCommand): Session {
	return initialSession(workloadOf(command).choice, command);
}

const workloadOf = ({scenario}: {readonly scenario: string}): Workload => getWorkload(scenario, catalog);

const terminal: Terminal = {
	stop() {
		// Without a listener the signal stops this process and all of its group, as the shell that started them expects.
		const listeners = process.listeners('SIGTSTP');
		process.removeAllListeners('SIGTSTP');
		process.kill(0, 'SIGTSTP');
		for (const listener of listeners) {
			process.on('SIGTSTP', listener);
		}
	},
	copy(text) {
		stdout.write(copySequence(text));
	},
	onStop(callback) {
		process.on('SIGTSTP', callback);
		return () => process.off('SIGTSTP', callback);
	},
	onError(callback) {
		errorListeners.add(callback);
		return () => errorListeners.delete(callback);
	},
};

/** Called with each error that was not caught anywhere, the reasons of rejected promises too. */
const errorListeners = new Set<(error: unknown) => void>();
process.on('uncaughtException', error => {
	for (const listener of errorListeners) {
		listener(error);
	}

	if (errorListeners.size === 0) {
		stderr.write(`${formatError(error, process.env)}\n`);
		process.exit(1);
	}
});

process.exitCode = await main().catch(error => {
	stderr.write(`${formatError(error, process.env)}\n`);
	return 1;
});
