import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {MemoryUse} from './memory/measure.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const rounds = 3;

/** Measures long and large runs: memory, and the time to follow them. Each figure comes from its own process. */
export async function memory(): Promise<Subject> {
	const runs = {
		'200 tasks': () => measureTasks(200),
		'10,000 tasks': () => measureTasks(10_000),
		'100,000 tasks': () => measureTasks(100_000),
	};
	const results = await inTurn<keyof typeof runs, MemoryUse>(rounds, runs);
	const names = Object.keys(runs) as (keyof typeof runs)[];
	const of = (name: keyof typeof runs, what: keyof MemoryUse) => median(results[name].map(result => result[what]));
	const step = of('10,000 tasks', 'step') / of('200 tasks', 'step');
	return {
		title: 'Memory, and following',
		method: `A simulated run in which all tasks wait together, held as a trace and followed to its end; medians of ${rounds} processes. Memory after a collection, in MB more than before. A step: the model 50 ms on, with what has happened in between, and the same with nothing new. As a measure beside it, the same events are read from JSON without being checked or followed.`,
		columns: [
			'',
			'events',
			'trace',
			'model',
			'RSS',
			'events followed a ms',
			'events read a ms',
			'step, µs',
			'with nothing new, µs',
		],
		rows: names.map(name => [
			name,
			cell(of(name, 'events')),
			cell(of(name, 'trace')),
			cell(of(name, 'model')),
			cell(of(name, 'resident')),
			cell(of(name, 'followed')),
			cell(of(name, 'read')),
			cell(of(name, 'step')),
			cell(of(name, 'still')),
		]),
		aims: [
			{
				words: 'with nothing new, 10,000 tasks cost less than twice what 200 do',
				reached: `${cell(of('10,000 tasks', 'still') / of('200 tasks', 'still'))} times; a step of 50 ms ${cell(step)} times`,
				met: of('10,000 tasks', 'still') < 2 * of('200 tasks', 'still'),
			},
		],
	};
}

async function measureTasks(tasks: number): Promise<MemoryUse> {
	const program = fileURLToPath(new URL('memory/measure.ts', import.meta.url));
	const {stdout} = await promisify(execFile)(process.execPath, ['--expose-gc', program, String(tasks)]);
	return JSON.parse(stdout);
}
