import {availableParallelism} from 'node:os';
import type {RunDescription} from '../trace/event.ts';
import {traceVersion} from '../trace/event-parts.ts';
import {maskEvent} from '../trace/mask-secrets.ts';
import type {Engine, Program} from './engine.ts';

/** Returns the first event of a run of a program on this machine, with secrets masked. */
export function describeRun(language: Engine['language'], {description}: Pick<Program, 'description'>): RunDescription {
	return maskEvent({type: 'run-described', at: 0, version: traceVersion, language, machine, ...description});
}

const machine = {platform: process.platform, arch: process.arch, cores: availableParallelism()};
