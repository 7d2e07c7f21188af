import {fileURLToPath} from 'node:url';
import {programFolder} from '../../paths.ts';
import type {TraceEvent} from '../../trace/event.ts';
import {describeRun} from '../describe-run.ts';
import type {Engine, Program, ProgramInput, Run} from '../engine.ts';
import {createProcessEngine} from '../host/process-engine.ts';
import type {Python, PythonSearch} from './find-python.ts';
import {findPython} from './find-python.ts';
import {watchHeldLock} from './held-lock.ts';
import {killIfUnresponsive} from './kill-if-unresponsive.ts';

const runner = fileURLToPath(new URL('engines/python/runner.py', programFolder));

/**
 * Creates the engine that runs Python on asyncio, with the first usable Python found. It searches once, when a Python
 * is first needed. Without one, each run fails and reports what was tried. `input`: what its programs read.
 */
export function createPythonEngine(search: PythonSearch, input?: ProgramInput): Engine {
	const closing = new AbortController();
	let searching: Promise<Engine> | undefined;
	const found = () => {
		searching ??= findPython({...search, signal: closing.signal}).then(discovery =>
			'python' in discovery ? withPython(discovery.python, input) : withoutPython(discovery.none),
		);
		return searching;
	};

	return {
		language: 'python',
		run(program, signal, releaseAt) {
			const started = found().then(engine => engine.run(program, signal, releaseAt));
			let run: Run | undefined;
			return {
				clock: () => run?.clock() ?? -1,
				cancel: task => run?.cancel(task),
				signal: name => void started.then(it => it.signal(name)),
				async *[Symbol.asyncIterator]() {
					run = await started;
					yield* run;
				},
			};
		},
		async warm() {
			const engine = await found();
			await engine.warm();
		},
		async close() {
			closing.abort();
			const engine = await searching;
			await engine?.close();
		},
	};
}

function withPython({executable}: Python, input: ProgramInput | undefined): Engine {
	const host = createProcessEngine('python', executable, [runner], {watchSilence: watchHeldLock}, input);
	return {
		...host,
		run: (program, signal, releaseAt) => killIfUnresponsive(either => host.run(program, either, releaseAt), signal),
	};
}

/** Creates an engine whose runs all fail with a reason. */
function withoutPython(why: string): Engine {
	return {
		language: 'python',
		run: program => ({
			clock: () => -1,
			cancel() {},
			signal() {},
			async *[Symbol.asyncIterator]() {
				yield* failedRun(program, why);
			},
		}),
		async warm() {},
		async close() {},
	};
}

function failedRun(program: Program, message: string): readonly TraceEvent[] {
	const open = program.description.tasks.map(({id}) => id);
	return [
		describeRun('python', program),
		{type: 'run-ended', at: 0, outcome: 'failed', error: {name: 'NoPython', message}, open},
		{type: 'engine-exited', at: 0, code: null, signal: null},
	];
}
