import type {MessagePort} from 'node:worker_threads';
import type {RunCommand} from '../protocol.ts';
import type {Pulse} from './pulse.ts';
import {runProgram} from './run-program.ts';
import {runStrategy} from './run-strategy.ts';

export type RunningProgram = {
	/** Aborts the signals of all tasks and of the strategy; a program that runs as it is has none, and ends. */
	readonly abort: () => void;
	/** Only planned tasks can be cancelled. */
	readonly cancel: (task: string) => void;
};

/** Runs a program once, in this process, which ends with it. */
export function startRun(command: RunCommand, pulse: Pulse, sightings: MessagePort): RunningProgram {
	const program = command.files.find(({role}) => role === 'program');
	return program ? runProgram(command, program.url, pulse, sightings) : runStrategy(command, pulse, sightings);
}
