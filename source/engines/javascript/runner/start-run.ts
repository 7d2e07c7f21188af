import type {MessagePort} from 'node:worker_threads';
import type {RunCommand} from '../../protocol.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {runProgram} from './run-program.ts';
import {runTasks} from './run-tasks.ts';

/** A program that runs in this process. */
export type RunningProgram = {
	/** Aborts the signals of all tasks and of the strategy. A whole program has no such signals: its run ends. */
	readonly abort: () => void;
	/** Cancels a planned task, by its id. No other task can be cancelled. */
	readonly cancel: (task: string) => void;
};

/** Runs a program once in this process, which ends with the program. */
export function startRun(
	command: RunCommand,
	heartbeat: Heartbeat,
	watchdogPort: MessagePort,
	schedstat: number | undefined,
): RunningProgram {
	const program = command.files.find(({role}) => role === 'program');
	return program
		? runProgram(command, program.url, heartbeat, watchdogPort, schedstat)
		: runTasks(command, heartbeat, watchdogPort, schedstat);
}
