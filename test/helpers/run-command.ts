import {spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import type {Command, Engine, Program, Run} from '../../source/engines/engine.ts';
import {createEngines} from '../../source/engines/index.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {eachEvent} from './events.ts';
import {eventOf, eventsOf, never} from './run-program.ts';

export type CommandOptions = {
	readonly cwd?: string;
	readonly env?: Command['env'];
	/** Ends the command, as Ctrl+C does. */
	readonly signal?: AbortSignal;
};

/** The output and the exit code of a command. */
export type Outcome = {readonly stdout: string; readonly stderr: string; readonly code: number | null};

type Argv = Command['argv'];

/** Runs a command without observing it, with its output in pipes. */
export function runBare(
	[file, ...parameters]: Argv,
	{cwd = tmpdir(), env = process.env}: CommandOptions = {},
): Promise<Outcome> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, parameters, {cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true});
		const written = {stdout: '', stderr: ''};
		for (const name of ['stdout', 'stderr'] as const) {
			child[name].setEncoding('utf8').on('data', (text: string) => {
				written[name] += text;
			});
		}

		child.once('error', reject);
		child.once('close', code => resolve({...written, code}));
	});
}

/** Runs a command and observes it. `traces`: those of all its processes, the shown one first. */
export async function runWatched(
	argv: Argv,
	{cwd = tmpdir(), env = process.env, signal = never}: CommandOptions = {},
): Promise<Outcome & {readonly traces: readonly (readonly TraceEvent[])[]}> {
	const [engine] = createEngines() as [Engine];
	const others: Promise<TraceEvent[]>[] = [];
	const title = argv.join(' ');
	const program: Program = {
		description: {
			form: 'program',
			scenario: {name: title, title},
			strategy: {name: 'as-it-is', title: 'As is', total: 'settled'},
			source: 'measured',
			seed: 1,
			tasks: [],
			files: [],
		},
		files: [],
		calls: [],
		command: {argv, cwd, env},
	};
	try {
		const run = engine.run(program, never, undefined, other => others.push(all(other)));
		signal.addEventListener('abort', () => run.signal('SIGINT'), {once: true});
		const shown = await all(run);
		const traces = [shown, ...(await Promise.all(others))];
		const printed = (stream: 'stdout' | 'stderr') =>
			traces
				.flatMap(trace => eventsOf(trace, 'output-written').filter(event => event.stream === stream))
				.map(({text}) => text)
				.join('');
		const {code} = eventOf(shown, 'engine-exited');
		return {stdout: printed('stdout'), stderr: printed('stderr'), code, traces};
	} finally {
		await engine.close();
	}
}

/**
 * Returns the functions that were called, with the files in which they are defined, in the order of their first calls.
 */
export function callsIn(trace: readonly TraceEvent[]): readonly string[] {
	const calls = eventsOf(trace, 'task-created').filter(({kind}) => kind === 'call' || kind === 'generator');
	return [...new Set(calls.map(({name, place}) => `${name} ${place?.file}:${place?.line}`))];
}

async function all(run: Run): Promise<TraceEvent[]> {
	const events: TraceEvent[] = [];
	for await (const event of eachEvent(run)) {
		events.push(event);
	}

	return events;
}
