import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {Program} from '../source/engines/engine.ts';
import {createJavaScriptEngine} from '../source/engines/javascript/engine.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const rounds = 7;
const strategy = new URL('../source/strategies/concurrent/javascript.js', import.meta.url);
const kitchen = new URL('../source/scenarios/kitchen/javascript.js', import.meta.url);
const awaits = new URL('traced/awaits.js', import.meta.url);

type Work = {
	readonly scenario: URL;
	readonly calls: readonly {readonly name: string; readonly parameters: readonly unknown[]}[];
	/** How often it awaits; absent where that is too seldom to tell the cost of one. */
	readonly awaits?: number;
};

/** `awaits.js` has the counts; the kitchen chops in strips of 10 ms. */
const works = {
	kitchen: {
		scenario: kitchen,
		calls: [
			{name: 'toast', parameters: [900]},
			{name: 'water', parameters: [1500]},
			{name: 'chop', parameters: [600]},
		],
	},
	'await null, 20,000 times': {scenario: awaits, calls: [{name: 'hot', parameters: []}], awaits: 20_000},
	'await of a call that waits for a turn, 2,000 times': {
		scenario: awaits,
		calls: [{name: 'realistic', parameters: []}],
		awaits: 4000,
	},
} satisfies Record<string, Work>;

/** What it costs a program to be watched. */
export async function tracing(): Promise<Subject> {
	const rows = [];
	let ratio = Number.NaN;
	for (const [name, work] of Object.entries<Work>(works)) {
		const {plain, traced} = await inTurn(rounds, {plain: () => runPlain(work), traced: () => runTraced(work)});
		const [alone, watched] = [median(plain), median(traced)];
		const added = work.awaits === undefined ? '' : cell(((watched - alone) * 1000) / work.awaits);
		rows.push([name, cell(alone), cell(watched), cell(watched / alone), added]);
		ratio = name === 'kitchen' ? watched / alone : ratio;
	}

	return {
		title: 'Tracing',
		method: `The same files, run by plain Node and by the engine, in turn; medians of ${rounds} runs: from the call of the strategy to its result.`,
		columns: ['', 'plain, ms', 'watched, ms', 'times', 'µs more per await'],
		rows,
		aims: [
			{
				words: 'a run takes at most 1.01 times as long when it is watched',
				reached: ratio.toFixed(4),
				met: ratio <= 1.01,
			},
		],
	};
}

async function runPlain({scenario, calls}: Work): Promise<number> {
	const program = fileURLToPath(new URL('traced/plain.js', import.meta.url));
	const args = [program, strategy.href, scenario.href, JSON.stringify(calls)];
	const {stdout} = await promisify(execFile)(process.execPath, args);
	return Number(stdout);
}

async function runTraced(work: Work): Promise<number> {
	const engine = createJavaScriptEngine();
	try {
		let started = Number.NaN;
		for await (const event of engine.run(programOf(work), new AbortController().signal)) {
			if (event.type === 'run-started') {
				started = event.at;
			} else if (event.type === 'strategy-settled' && event.outcome === 'done') {
				return event.at - started;
			}
		}

		throw new Error('the run has ended without a result');
	} finally {
		await engine.close();
	}
}

function programOf({scenario, calls}: Work): Program {
	return {
		description: {
			scenario: {name: 'benchmark', title: 'Benchmark'},
			strategy: {name: 'concurrent', title: 'Concurrent', total: 'settled'},
			source: 'simulated',
			seed: 1,
			tasks: calls.map(({name}) => ({id: name, name})),
			files: [],
		},
		files: [
			{name: 'concurrent.js', role: 'strategy', url: strategy},
			{name: 'scenario.js', role: 'scenario', url: scenario},
		],
		calls: calls.map(({name, parameters}) => ({task: name, function: name, arguments: parameters, replies: []})),
	};
}
