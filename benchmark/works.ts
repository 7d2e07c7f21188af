import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {Engine, Program} from '../source/engines/engine.ts';

type Language = Engine['language'];

/** Calls of functions of one file, which exists in both languages, under a strategy. */
export type Work = {
	readonly strategy: 'sequential' | 'concurrent';
	readonly scenario: Readonly<Record<Language, URL>>;
	readonly calls: readonly {readonly name: string; readonly parameters: readonly unknown[]}[];
	/** How often the work awaits. Undefined if too seldom to measure the cost of one await. */
	readonly awaits?: number;
};

/**
 * In ms. `started`: from the release to the call of the strategy. `total`: from there to the strategy's result.
 * `events`: how many came in between.
 */
export type Watched = {readonly started: number; readonly total: number; readonly events: number};

const files = {javascript: 'javascript.js', python: 'python.py'} as const;

/** Returns the scenario `kitchen` in three tenths of its time. It computes in stretches of 10 ms. */
export function kitchen(strategy: Work['strategy']): Work {
	const file = (language: Language) =>
		new URL(`../source/content/scenarios/kitchen/${files[language]}`, import.meta.url);
	return {
		strategy,
		scenario: {javascript: file('javascript'), python: file('python')},
		calls: [
			{name: 'toast', parameters: [900]},
			{name: 'water', parameters: [1500]},
			{name: 'chop', parameters: [600]},
		],
	};
}

/** Returns a task with very many awaits. The counts are those in the files. */
export function awaits(name: 'hot' | 'realistic'): Work {
	return {
		strategy: 'concurrent',
		scenario: {
			javascript: new URL('tracing/awaits.js', import.meta.url),
			python: new URL('tracing/awaits.py', import.meta.url),
		},
		calls: [{name, parameters: []}],
		awaits: name === 'hot' ? 20_000 : 4000,
	};
}

/** Runs the files without a tracer. Returns the ms from the call of the strategy to its result. */
export async function runPlain(language: Language, executable: string, work: Work): Promise<number> {
	const {strategy, scenario, calls} = work;
	const addresses = {strategy: strategyOf(language, work), scenario: scenario[language]};
	const args = {
		javascript: ['plain.js', addresses.strategy.href, addresses.scenario.href],
		python: ['plain.py', fileURLToPath(addresses.strategy), strategy, fileURLToPath(addresses.scenario)],
	};
	const [program = '', ...parameters] = args[language];
	const path = fileURLToPath(new URL(`tracing/${program}`, import.meta.url));
	const {stdout} = await promisify(execFile)(executable, [path, ...parameters, JSON.stringify(calls)]);
	return Number(stdout);
}

/** Runs the same files in an engine. Throws if the strategy has no result. */
export async function runWatched(engine: Engine, work: Work, releaseAt?: number): Promise<Watched> {
	let started = Number.NaN;
	let events = 0;
	for await (const batch of engine.run(programOf(engine.language, work), new AbortController().signal, releaseAt)) {
		for (const event of batch) {
			if (event.type === 'run-started') {
				started = event.at;
			} else if (event.type === 'strategy-settled' && event.outcome === 'done') {
				return {started, total: event.at - started, events};
			} else {
				events++;
			}
		}
	}

	throw new Error('the run has ended without a result');
}

/** Warms engines up. Their idle processes do not keep this one alive. */
export async function warm(...engines: readonly Engine[]): Promise<void> {
	const awake = setInterval(() => {}, 1000);
	try {
		await Promise.all(engines.map(engine => engine.warm()));
	} finally {
		clearInterval(awake);
	}
}

/** Converts work to a program for an engine. */
export function programOf(language: Language, work: Work): Program {
	const {strategy, scenario, calls} = work;
	return {
		description: {
			form: 'tasks',
			scenario: {name: 'benchmark', title: 'Benchmark'},
			strategy: {name: strategy, title: strategy, total: 'settled'},
			source: 'simulated',
			seed: 1,
			tasks: calls.map(({name}) => ({id: name, name})),
			files: [],
		},
		files: [
			{name: 'strategy', role: 'strategy', url: strategyOf(language, work)},
			{name: 'scenario', role: 'scenario', url: scenario[language]},
		],
		calls: calls.map(({name, parameters}) => ({task: name, function: name, arguments: parameters, replies: []})),
	};
}

function strategyOf(language: Language, {strategy}: Work): URL {
	return new URL(`../source/content/strategies/${strategy}/${files[language]}`, import.meta.url);
}
