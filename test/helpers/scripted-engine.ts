import {setTimeout as wait} from 'node:timers/promises';
import type {Engine, Program} from '../../source/engines/engine.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {scripts} from '../fixtures/scripts.ts';
import {simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

/** An engine without processes: its runs are simulated, and the test moves their clock. */
export type ScriptedEngine = Engine & {
	/** The runs so far, oldest first. */
	readonly started: readonly ScriptedRun[];
	/** How often `warm` was called. */
	readonly warmed: () => number;
	/** Moves the clock of the last run to a moment, in ms, and emits the events up to then. */
	readonly advance: (to: number) => Promise<void>;
	/** Moves the clock without events. */
	readonly elapse: (to: number) => void;
};

type ScriptedRun = {
	readonly description: Program['description'];
	readonly cancelled: readonly string[];
	readonly aborted: () => boolean;
	/** The signals that were sent to the run, oldest first. */
	readonly signals: readonly string[];
};

export function scriptEngine(language: ScriptedEngine['language'] = 'javascript'): ScriptedEngine {
	let warmed = 0;
	const started: (ScriptedRun & {readonly move: (to: number, emits: boolean) => void})[] = [];
	return {
		language,
		started,
		run(program, signal) {
			const {form, strategy, limit, tasks} = program.description;
			const script = scripts.find(({version}) => version === strategy.name);
			const trace =
				form === 'program' && script
					? simulateProgram(script, language)
					: simulate({strategy: strategy.name, tasks, ...(limit !== undefined && {limit})});
			const cancelled: string[] = [];
			const signals: string[] = [];
			let clock = 0;
			let emitUntil = 0;
			let wake = () => {};
			started.push({
				description: program.description,
				cancelled,
				signals,
				aborted: () => signal.aborted,
				move(to, emits) {
					clock = to;
					emitUntil = emits ? to : emitUntil;
					wake();
				},
			});
			signal.addEventListener('abort', () => wake());
			async function* events(): AsyncGenerator<readonly TraceEvent[]> {
				for (const event of trace) {
					while (event.at > emitUntil && !signal.aborted) {
						await new Promise<void>(resolve => {
							wake = resolve;
						});
					}

					if (signal.aborted) {
						return;
					}

					yield [event];
				}
			}

			return Object.assign(events(), {
				clock: () => clock,
				cancel: (task: string) => cancelled.push(task),
				signal: (name: string) => signals.push(name),
			});
		},
		warmed: () => warmed,
		async warm() {
			warmed++;
		},
		async close() {},
		async advance(to) {
			started.at(-1)?.move(to, true);
			await wait(0);
		},
		elapse(to) {
			started.at(-1)?.move(to, false);
		},
	};
}
