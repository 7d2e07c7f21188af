import {execFile, spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {inTurn} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const rounds = 5;

/**
 * Programs in `benchmark/tracing/`, what they do, how often, and how many times their own time tracing may add at most.
 */
const programs = [
	['chains.py', 'chains of 10,000 awaited calls', 10_000, 40],
	['tasks.py', 'gather of 10,000 tasks', 10_000, 16],
	['server.py', 'aiohttp, 1,000 requests of 20 clients', 1000, 2],
] as const;

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Returns the processor time of a program's thread in ms, which the program prints. */
async function timeOf(executable: string, parameters: readonly string[]): Promise<number> {
	const {stdout} = await promisify(execFile)(executable, parameters, {maxBuffer: 1e9});
	return Number(/CPU ([\d.]+)/.exec(stdout)?.[1]);
}

/** Measures what tracing adds to the thread of Python programs of many short calls, tasks and requests. */
export async function tracingPython(executable: string): Promise<Subject> {
	const rows = [];
	const aims = [];
	for (const [name, words, count, most] of programs) {
		if (name === 'server.py' && spawnSync(executable, ['-c', 'import aiohttp']).status !== 0) {
			continue;
		}

		const file = pathOf(`tracing/${name}`);
		const watching = [pathOf('../dist/start.js'), file, '--main', '--json', '--python', executable];
		const {plain, floor, watched} = await inTurn(rounds, {
			plain: () => timeOf(executable, [file]),
			floor: () => timeOf(executable, [pathOf('tracing/floor.py'), file]),
			watched: () => timeOf(process.execPath, watching),
		});
		// Takes the least, because other processes that use the caches only add time.
		const alone = Math.min(...plain);
		const [least, added] = [floor, watched].map(times => Math.min(...times) - alone) as [number, number];
		const ratio = added / alone;
		rows.push([words, cell(alone), cell(least), cell(added), cell((added * 1000) / count), cell(ratio)]);
		aims.push({
			words: `${words}: watching adds at most ${most} times what it takes alone`,
			reached: cell(ratio),
			met: ratio <= most,
		});
	}

	return {
		title: 'Tracing Python, many calls, tasks and requests',
		method: `Processor time of the program's thread; the least of ${rounds} runs in turn. The floor wraps the coroutine of each task, and does nothing with its steps. A server only where aiohttp is installed.`,
		columns: ['', 'plain, ms', 'floor adds, ms', 'watching adds, ms', 'µs for each', 'times plain'],
		rows,
		aims,
	};
}
