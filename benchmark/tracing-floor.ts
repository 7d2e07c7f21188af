import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {inTurn} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

/** Rounds for the programs with a target, and for the others. */
const [rounds, fewRounds] = [5, 3];

/** Programs in `benchmark/tracing/`, and how many times the floor tracing them may add at most, if there is a target. */
const programs = [
	['chains.js', 'chains of 10,000 awaited calls', 3],
	['recursion.js', 'fibonacci(17) of async calls', 5.5],
	['server.js', 'fastify, 2,000 requests of 20 clients', 6],
	['yields.js', 'await null, 20,000 times', 0.6],
	['generator.js', 'an async generator of 50,000 values', undefined],
	['fetch.js', 'fetch, 1,000 requests of 20 clients', undefined],
] as const;

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Returns the processor time of a program's thread in ms, which the program prints. */
async function timeOf(...parameters: readonly string[]): Promise<number> {
	const {stdout} = await promisify(execFile)(process.execPath, parameters, {maxBuffer: 1e9});
	return Number(/CPU ([\d.]+)/.exec(stdout)?.[1]);
}

/**
 * Measures what tracing adds to the thread of programs of many short calls, compared with the least that a tracer has
 * to do.
 */
export async function tracingFloor(): Promise<Subject> {
	const rows = [];
	const aims = [];
	for (const [name, words, most] of programs) {
		const file = pathOf(`tracing/${name}`);
		const {plain, hook, floor, watched} = await inTurn(most === undefined ? fewRounds : rounds, {
			plain: () => timeOf(file),
			hook: () => timeOf('--import', pathOf('tracing/empty-hook.js'), file),
			floor: () => timeOf('--import', pathOf('tracing/floor.js'), file),
			watched: () => timeOf(pathOf('../dist/start.js'), file, '--main', '--json'),
		});
		// Takes the least, because other processes that use the caches only add time.
		const alone = Math.min(...plain);
		const [reports, least, seen] = [hook, floor, watched].map(times => Math.min(...times) - alone) as [
			number,
			number,
			number,
		];
		const ratio = seen / least;
		rows.push([words, cell(alone), cell(reports), cell(least), cell(seen), cell(ratio)]);
		if (most !== undefined) {
			aims.push({
				words: `${words}: tracing adds at most ${most} times the floor`,
				reached: cell(ratio),
				met: ratio <= most,
			});
		}
	}

	return {
		title: 'Tracing, beside its floor',
		method: `Processor time of the program's thread; the least of ${rounds} runs in turn, or of ${fewRounds} where there is no target. An empty hook does nothing with the promises that V8 reports. The floor asks for the line of each, and does nothing with it.`,
		columns: ['', 'plain, ms', 'an empty hook adds, ms', 'floor adds, ms', 'watching adds, ms', 'watching / floor'],
		rows,
		aims,
	};
}
