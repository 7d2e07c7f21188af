import type {ChildProcess} from 'node:child_process';
import {spawn} from 'node:child_process';
import {Readable} from 'node:stream';
import type {Command} from '../../engine.ts';
import type {Exit} from '../process/runner-process.ts';
import {ownProcessGroup, signalTree} from '../process-tree.ts';
import type {ChannelServer} from './channel-server.ts';
import {injectedEnvironment} from './injected-environment.ts';
import type {OutputRouter} from './output-router.ts';

/** Starts a command whose processes connect to a channel. `startedAt`: `at: 0` of the run, on this process's clock. `receive`: takes its output. */
export function startCommand(
	{argv: [file, ...parameters], cwd, env, files = [], stdin = 'ignore', hasTerminal}: Command,
	server: ChannelServer,
	startedAt: number,
	receive: OutputRouter['receive'],
): ChildProcess {
	// `at: 0` on the system's clock, which the processes use.
	const origin = Number(process.hrtime.bigint()) / 1e6 - (performance.now() - startedAt);
	const child = spawn(file, parameters, {
		cwd,
		env: injectedEnvironment(env, server, origin),
		stdio: [...(hasTerminal ? ([0, 1, 2] as const) : ([stdin, 'pipe', 'pipe'] as const)), ...higherFiles(files)],
		...(!hasTerminal && ownProcessGroup),
	});
	child.stdin?.on('error', () => {});
	for (const name of ['stdout', 'stderr'] as const) {
		child[name]?.on('data', (bytes: Buffer) => receive(name, bytes));
		child[name]?.on('error', () => {});
	}

	return child;
}

/** Returns what a child has from descriptor 3 on: the given ones, and nothing at the numbers between. */
function higherFiles(files: readonly number[]): readonly (number | 'ignore')[] {
	const count = Math.max(2, ...files) - 2;
	return Array.from({length: count}, (_, index) => (files.includes(index + 3) ? index + 3 : 'ignore'));
}

/**
 * Sends a signal to a command and everything it started. A command with the terminal shares our process group, so only
 * the command itself gets the signal.
 */
export function signalCommand(child: ChildProcess | undefined, {hasTerminal}: Command, name: NodeJS.Signals): void {
	if (!hasTerminal) {
		signalTree(child?.pid, name);
	} else {
		child?.kill(name);
	}
}

/** Returns the standard output and error of a command; none before it has started. */
export function streamsOf(child: ChildProcess | undefined): readonly Readable[] {
	return [child?.stdout, child?.stderr].filter(stream => stream instanceof Readable);
}

/** Returns why a command cannot be started, with the exit code that a shell has for that. */
export function failedStart(file: string, {code, message}: NodeJS.ErrnoException): Exit {
	const exit = (status: number, error: string): Exit => ({code: status, signal: null, error});
	switch (code) {
		case 'ENOENT':
			return exit(127, /[/\\]/.test(file) ? `there is no file "${file}"` : `there is no command "${file}" on PATH`);
		case 'EACCES':
			return exit(126, `"${file}" may not be executed: chmod +x ${file}`);
		default:
			return exit(126, `"${file}" cannot be started: ${message}`);
	}
}
