import {homedir, release} from 'node:os';
import {dirname} from 'node:path';
import {createEndSignals} from './app/end-signals.ts';
import {mouseSequence} from './app/mouse.ts';
import {copySequence} from './app/osc52.ts';
import {stopProcess} from './app/stop-process.ts';
import {guardTerminal} from './app/terminal-guard.ts';
import {hasTerminalKeys} from './app/terminal-keys.ts';
import {titleSequences} from './app/title-sequences.ts';
import type {Command} from './cli/command.ts';
import {runHelp} from './cli/commands/help.ts';
import {runList} from './cli/commands/list.ts';
import {runWorkload} from './cli/commands/run/run.ts';
import {runVersion} from './cli/commands/version.ts';
import type {Deps} from './cli/deps.ts';
import {formatError} from './cli/error-message.ts';
import {parse} from './cli/parse.ts';
import {exerciseNames} from './content/exercises/index.ts';
import {lessonNames} from './content/lessons/index.ts';
import {scenarios} from './content/scenarios/index.ts';
import {strategies} from './content/strategies/index.ts';
import {inheritedFiles} from './engines/host/command/inherited-files.ts';
import {findNode, stripsTypes} from './engines/javascript/find-node.ts';
import type {FoundPythons} from './engines/python/find-python.ts';
import {findPython} from './engines/python/find-python.ts';
import {findPythonTasks} from './engines/python/find-tasks.ts';
import type {RunExit} from './exports/lines/run-exit.ts';
import {exitCodeOf} from './exports/lines/run-exit.ts';
import {openProgress} from './storage/lesson-progress.ts';
import {pathKinds} from './storage/path-kinds.ts';
import {openPreferences} from './storage/preferences.ts';
import {stateFile} from './storage/state-file.ts';
import {describeSystemError} from './text/system-error.ts';
import {createCatalog} from './workloads/catalog.ts';
import {findCommand} from './workloads/user/find-command.ts';

const {argv, env, stdin, stdout, stderr} = process;
const files = inheritedFiles();
const foundPythons: FoundPythons = new Map();
const place = () => ({cwd: process.cwd(), env, files});

const stateFilePath = (name: string) => stateFile(name, env, {platform: process.platform, home: homedir()});

/** Called with each error that nothing caught, such as the reason of a rejected promise. */
const errorListeners = new Set<(error: unknown) => void>();

const endSignals = createEndSignals({stdin, stdout});
// A message on a terminal that is gone is lost, but must not cut short the shutdown.
stderr.on('error', () => {});

const hasTitle = stdout.isTTY && env.TERM !== 'linux' && env.TERM !== 'dumb';
const titles = titleSequences();
const nameWindow = (title: string | undefined): void => void stdout.write(titles(title));

const deps: Deps = {
	streams: {stdin, stdout, stderr},
	terminal: {
		stop: stopProcess,
		copy: text => void stdout.write(copySequence(text)),
		...(hasTitle && {title: nameWindow}),
		reportMouse: isOn => void stdout.write(mouseSequence(isOn)),
		ring: text => void stdout.write(`\u0007${hasTitle ? `\u001B]9;${text}\u0007` : ''}`),
		onStop(callback) {
			process.on('SIGTSTP', callback);
			return () => process.off('SIGTSTP', callback);
		},
		onEnd: endSignals.onEnd,
		guard: guardTerminal,
		onError(callback) {
			errorListeners.add(callback);
			return () => errorListeners.delete(callback);
		},
	},
	env,
	place,
	system: {
		node: `${process.version}, ${process.execPath}`,
		platform: `${process.platform} ${process.arch} ${release()}`,
	},
	catalog: createCatalog({
		place,
		readInput: async () => (await import('node:stream/consumers')).text(stdin),
		async stripsTypes() {
			const {version} = await findNode(deps.nodeSearch());
			return stripsTypes(version);
		},
		// Uses the Python that will run the file.
		async findPythonTasks(path, named) {
			const found = await findPython(deps.pythonSearch(named, dirname(path)));
			return 'none' in found ? {error: found.none.replace(/\.$/, '')} : await findPythonTasks(found.python, path);
		},
		async findPython(named, folder) {
			const found = await findPython(deps.pythonSearch(named, folder));
			return 'none' in found ? {error: found.none.replace(/\.$/, '')} : found.python;
		},
	}),
	progress: openProgress(stateFilePath('progress.json')),
	preferences: openPreferences(stateFilePath('look.json')),
	pythonSearch: (named, folder) => ({named, env, cwd: process.cwd(), folder, found: foundPythons}),
	nodeSearch: () => ({env, cwd: process.cwd()}),
	warn: sentence => void stderr.write(`async-tui: ${sentence}\n`),
	onSignal: endSignals.onEnd,
};

/** Runs a command. Resolves with how async-tui ends. Commands that are rare or large are loaded on demand. */
async function run(command: Command): Promise<RunExit> {
	switch (command.kind) {
		case 'usage-error':
			stderr.write(`${command.message}\n`);
			return command.code ?? 2;
		case 'help':
			return await runHelp(deps);
		case 'list':
			return await runList(command, deps);
		case 'list-exercises':
			return await (await import('./cli/commands/exercise/list.ts')).listExercises(command, deps);
		case 'check-exercises':
			return await (await import('./cli/commands/exercise/check.ts')).checkExercises(command, deps);
		case 'version':
			return await runVersion(command, deps);
		case 'completion':
			return await (await import('./cli/commands/completion/run.ts')).runCompletion(command, deps);
		case 'export':
			return await (await import('./cli/commands/export/run.ts')).runExport(command, deps);
		case 'check':
			return await (await import('./cli/commands/check/run.ts')).runCheck(command, deps);
		case 'record':
			return await (await import('./cli/commands/record/run.ts')).runRecord(command, deps);
		case 'replay':
			return await (await import('./cli/commands/replay/run.ts')).runReplay(command, deps);
		case 'run':
			return await runWorkload(command, deps);
	}
}

/** Makes a folder the current one. Returns why that failed; undefined if it did not. */
function enterFolder(path: string): string | undefined {
	try {
		process.chdir(path);
		return undefined;
	} catch (error) {
		return describeSystemError(error);
	}
}

async function main(): Promise<RunExit> {
	const command = await parse(argv.slice(2), {
		scenarios,
		strategies,
		lessons: lessonNames,
		exercises: exerciseNames,
		catalog: deps.catalog,
		...pathKinds,
		isCommand: word => 'path' in findCommand(word, place()),
		enterFolder,
		remembered: deps.preferences.read,
		platform: process.platform,
		env,
		isTTY: stdout.isTTY && stdin.isTTY,
		hasTerminalKeys: () => stdout.isTTY && hasTerminalKeys(),
	});
	return await run(command);
}

process.on('uncaughtException', error => {
	try {
		// Copied, because a listener can end the app, which removes the listener.
		const listeners = [...errorListeners];
		for (const listener of listeners) {
			listener(error);
		}

		if (listeners.length === 0) {
			stderr.write(`${formatError(error, env)}\n`);
			process.exit(1);
		}
	} catch {
		// Writing fails if the terminal is gone.
		process.exit(1);
	}
});

// Not awaited, because the build compiles this file to a script, which has no top-level await.
void main()
	.catch(error => {
		stderr.write(`${formatError(error, env)}\n`);
		return 1;
	})
	.then(exit => {
		process.exitCode = exitCodeOf(exit);
		endSignals.die(exit);
	});
