import type {MessagePort} from 'node:worker_threads';
import type {RunCommand} from '../../protocol.ts';
import type {Pulse} from './loop/heartbeat.ts';
import {runProgram} from './run-program.ts';
import {runStrategy} from './run-tasks.ts';
import type {RunningProgram} from './running-program.ts';

/** Runs a program once, in this process, which ends with it. */
export function startRun(command: RunCommand, pulse: Pulse, sightings: MessagePort): RunningProgram {
	const program = command.files.find(({role}) => role === 'program');
	return program ? runProgram(command, program.url, pulse, sightings) : runStrategy(command, pulse, sightings);
}
