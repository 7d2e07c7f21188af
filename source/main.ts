import {statSync} from 'node:fs';
import {homedir, release} from 'node:os';
import {dirname} from 'node:path';
import {text} from 'node:stream/consumers';
import type {Terminal} from './app/app.tsx';
import {toClipboard} from './app/osc52.ts';
import type {Shell} from './cli/commands/completion/completion.ts';
import type {ExportCommand} from './cli/commands/export/read.ts';
import {helpText} from './cli/commands/help.ts';
import {listJson, listText} from './cli/commands/list.ts';
import {openerFor} from './cli/commands/open-app.ts';
import type {RecordCommand} from './cli/commands/record/read.ts';
import type {ReplayCommand} from './cli/commands/replay/read.ts';
import {startCommand} from './cli/commands/run/initial-session.ts';
import {keepRuns} from './cli/commands/run/keep-runs.ts';
import {printLines} from './cli/commands/run/print.ts';
import type {RunCommand} from './cli/commands/run/read.ts';
import type {System} from './cli/commands/version.ts';
import {packageVersion, versionText} from './cli/commands/version.ts';
import {explain} from './cli/error-message.ts';
import type {Command} from './cli/parse.ts';
import {parse} from './cli/parse.ts';
import {write} from './cli/write-stream.ts';
import {lessonNames} from './content/lessons/index.ts';
import {scenarios} from './content/scenarios/index.ts';
import {strategies} from './content/strategies/index.ts';
import type {Engine} from './engines/engine.ts';
import {createEngines} from './engines/index.ts';
import type {Search} from './engines/python/find-python.ts';
import {findPython} from './engines/python/find-python.ts';
import type {PythonTasks} from './engines/python/find-tasks.ts';
import {findPythonTasks} from './engines/python/find-tasks.ts';
import {farewell} from './exports/lines/exit-summary.ts';
import type {Session} from './session/session.ts';
import {openProgress} from './storage/lesson-progress.ts';
import {openLook} from './storage/preferences.ts';
import {saveRuns} from './storage/save-runs.ts';
import {stateFile} from './storage/state-file.ts';
import {workAgain} from './store/rerun-command.ts';
import type {Picture} from './store/run-views.ts';
import {printable} from './text/printable.ts';
import type {Trace} from './trace/trace.ts';
import {ascii, unicode} from './view/glyphs.ts';
import {createCatalogue} from './workloads/catalog.ts';
import type {Entry} from './workloads/workload.ts';
import {entryNamed} from './workloads/workload.ts';

const {stdin, stdout, stderr} = process;
const catalogue = createCatalogue({readInput: () => text(stdin), findPythonTasks: findTasks});
const kept = (name: string) => stateFile(name, process.env, {platform: process.platform, home: homedir()});
const progress = openProgress(kept('progress.json'));
const look = openLook(kept('look.json'));

async function obey(): Promise<number> {
	const command = await parse(process.argv.slice(2), {
		scenarios,
		strategies,
		lessons: lessonNames,
		catalogue,
		isFolder: path => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false,
		isFile: path => statSync(path, {throwIfNoEntry: false})?.isFile() ?? false,
		remembered: look.chosen,
		env: process.env,
		isTTY: stdout.isTTY && stdin.isTTY,
	});
	switch (command.kind) {
		case 'wrong':
			stderr.write(`${command.message}\n`);
			return 2;
		case 'help':
			return say(helpText({lessons: lessonNames, scenarios, strategies}));
		case 'list':
			return list(command);
		case 'completion':
			return say(await completion(command.shell));
		case 'version':
			return say(versionText(packageVersion(), command.verbose ? await system(command.python) : undefined));
		case 'export':
			return await exportTo(command);
		case 'record':
			return await film(command);
		case 'replay':
			return await replaySaved(command);
		case 'run':
			return command.output === 'plain' || command.output === 'json'
				? await print(command, command.output)
				: await show(command);
	}
}

function list({json, ascii}: Extract<Command, {kind: 'list'}>): Promise<number> {
	const lessons = catalogue
		.entries()
		.flatMap(({choice, lesson, key}) => (lesson ? [{...choice, done: progress.done().has(key)}] : []));
	const lists = {lessons, scenarios, strategies};
	complain();
	return say(json ? listJson(lists) : listText(lists, {ascii}));
}

async function system(python: string | undefined): Promise<System> {
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
	const lessons = catalogue.entries().flatMap(({choice, lesson}) => (lesson ? [choice] : []));
	return completionScript(shell, {
		lessons: lessons.map(({name, title, strategies}) => ({name, title, versions: strategies})),
		scenarios,
		strategies,
	});
}

async function exportTo(command: ExportCommand): Promise<number> {
	const {writeExport} = await import('./cli/commands/export/run.ts');
	return await writeExport(command, catalogue, complainOf);
}

async function film(command: RecordCommand): Promise<number> {
	const {writeRecording} = await import('./cli/commands/record/run.ts');
	const engines = enginesFor(command.run);
	try {
		return await writeRecording(command, {engines, catalogue, initial: sessionOf(command.run)}, complainOf);
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function complainOf(sentence: string): void {
	stderr.write(`async-tui: ${sentence}\n`);
}

function complain(): void {
	const complaint = progress.complaint();
	if (complaint) {
		stderr.write(`async-tui: ${complaint}\n`);
	}
}

async function say(text: string): Promise<number> {
	await write(stdout, [text]);
	return 0;
}

/** The dashboard, as a picture or in sentences. */
async function show(command: RunCommand): Promise<number> {
	const engines = enginesFor(command);
	const complaint = look.complaint();
	const initial = {...sessionOf(command), ...(complaint && {notice: complaint})};
	// A runtime takes as long to start as Ink to load: side by side. Where nothing runs yet it can wait for the first frame.
	for (const engine of initial.run > 0 ? chosen(engines, command) : []) {
		void engine.warm();
	}

	const open = await openerFor(command);
	const glyphs = command.ascii ? ascii : unicode;
	const {colour} = command;
	try {
		const props = {engines, catalogue, progress, look, initial, glyphs, colour, terminal};
		const {code, session, picture, traces} = await open(props, {stdin, stdout, stderr});
		await write(stdout, picture ? [lastWords(session, picture)] : []);
		const saved = await save(command, traces);
		await write(stdout, saved ? [saved] : []);
		return code;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

/** Where the line asks for it: what was run last, a run or all of a comparison. Resolves with a line that says so. */
async function save({saveTo}: RunCommand, traces: readonly Trace[]): Promise<string | undefined> {
	if (!saveTo || traces.length === 0) {
		return undefined;
	}

	await saveRuns(saveTo.file, traces, {replace: saveTo.force});
	const runs = traces.length > 1 ? `   (${traces.length} runs)` : '';
	return `Replay it: async-tui ${printable(saveTo.file)}${runs}\n`;
}

async function replaySaved(command: ReplayCommand): Promise<number> {
	const {replay} = await import('./cli/commands/replay/run.ts');
	return await replay(command, {catalogue, progress, look, terminal, stdin, stdout, stderr});
}

function lastWords(session: Session, {model, sequential}: Picture): string {
	return farewell(model, {sequential, ...workAgain(entryOf(session), session)});
}

/** Runs as lines: one after the other, if several strategies or both languages are asked for. */
async function print(command: RunCommand, format: 'plain' | 'json'): Promise<number> {
	const engines = enginesFor(command);
	const abort = new AbortController();
	let isInterrupted = false;
	process.once('SIGINT', () => {
		isInterrupted = true;
		abort.abort();
	});
	try {
		const kept: Trace[] = [];
		const entry = entryOf(command);
		const job = {command, entry, session: sessionOf(command), engines: keepRuns(chosen(engines, command), kept)};
		const code = await printLines({...job, stream: stdout}, format, abort);
		await save(command, kept);
		if (entry.lesson && command.answer && !abort.signal.aborted) {
			await progress.finish(entry.key);
			complain();
		}
		return isInterrupted ? 130 : code;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function enginesFor({python, ...command}: RunCommand): readonly Engine[] {
	return createEngines(pythonSearch(python, entryOf(command).pythonFolder));
}

/** The Python that will run a file says what is in it. */
async function findTasks(path: string, named: string | undefined): Promise<PythonTasks> {
	const found = await findPython(pythonSearch(named, dirname(path)));
	return 'none' in found ? {wrong: found.none.replace(/\.$/, '')} : await findPythonTasks(found.python, path);
}

function pythonSearch(named: string | undefined, folder: string | undefined): Search {
	return {named, env: process.env, cwd: process.cwd(), folder};
}

function chosen(engines: readonly Engine[], command: RunCommand): readonly Engine[] {
	const {language} = sessionOf(command);
	return engines.filter(engine => language === 'both' || language === engine.language);
}

function sessionOf(command: RunCommand): Session {
	return startCommand(entryOf(command).choice, command);
}

const entryOf = ({scenario}: {readonly scenario: string}): Entry => entryNamed(scenario, catalogue);

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
		stdout.write(toClipboard(text));
	},
	onStop(callback) {
		process.on('SIGTSTP', callback);
		return () => process.off('SIGTSTP', callback);
	},
};

process.exitCode = await obey().catch(error => {
	stderr.write(`${explain(error, process.env)}\n`);
	return 1;
});
