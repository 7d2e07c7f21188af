import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {Engine} from '../source/engines/engine.ts';
import {createProcessEngine} from '../source/engines/host/process/process-engine.ts';
import {createPythonEngine} from '../source/engines/python/engine.ts';
import type {PythonSearch} from '../source/engines/python/find-python.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';
import {kitchen, programOf, warm} from './works.ts';

const rounds = 9;
const runner = fileURLToPath(new URL('../dist/engines/javascript/runner/runner.js', import.meta.url));
const empty = fileURLToPath(new URL('draw/empty.js', import.meta.url));

/** In ms from the call of `run` to the moment when the host receives the event. */
type Begun = {readonly ready: number; readonly started: number};

/** Measures the time from the call of `run` to the first events. `executable`: the Python that `search` finds. */
export async function engineStart(executable: string, search: PythonSearch): Promise<Subject> {
	const named = () => createPythonEngine({...search, named: executable});
	// The bundled runner of the package.
	const node = () => createProcessEngine('javascript', process.execPath, () => [runner]);
	const results = await inTurn(rounds, {
		'Python, an empty script, to its end': () => alone(executable, ['-c', '']),
		'Python, cold, and looked for': () => begin(createPythonEngine(search)),
		'Python, cold': () => found(named()),
		'Python, warm': () => warmed(named()),
		'JavaScript, an empty script, to its end': () => alone(process.execPath, [empty]),
		'JavaScript, cold': () => begin(node()),
		'JavaScript, warm': () => warmed(node()),
	});
	return {
		title: 'Start of an engine',
		method: `In ms from the call of \`run\`, medians of ${rounds} rounds, in turn: until the process has answered, and until the strategy is called (\`run-started\` is heard). Warm: the process waits already.`,
		columns: ['', 'ready', 'strategy called', 'least', 'most'],
		rows: Object.entries(results).map(([name, begun]) => {
			const started = begun.map(times => times.started);
			return [
				name,
				...[median(begun.map(({ready}) => ready)), median(started), Math.min(...started), Math.max(...started)].map(
					time => (Number.isNaN(time) ? '' : cell(time)),
				),
			];
		}),
		aims: [],
	};
}

function alone(executable: string, parameters: readonly string[]): Begun {
	const begin = performance.now();
	execFileSync(executable, parameters);
	return {ready: Number.NaN, started: performance.now() - begin};
}

/**
 * Measures a cold start with a Python that was already found. The aborted run uses up the process that was started with
 * the search.
 */
async function found(engine: Engine): Promise<Begun> {
	await warm(engine);
	for await (const _ of engine.run(programOf(engine.language, kitchen('concurrent')), AbortSignal.abort()));
	return begin(engine);
}

async function warmed(engine: Engine): Promise<Begun> {
	await warm(engine);
	return begin(engine);
}

async function begin(engine: Engine): Promise<Begun> {
	const start = performance.now();
	let ready = Number.NaN;
	try {
		const run = engine.run(programOf(engine.language, kitchen('concurrent')), new AbortController().signal);
		for await (const events of run) {
			for (const {type} of events) {
				if (type === 'runtime-ready') {
					ready = performance.now() - start;
				} else if (type === 'run-started') {
					return {ready, started: performance.now() - start};
				}
			}
		}

		throw new Error('the run has ended before it began');
	} finally {
		await engine.close();
	}
}
