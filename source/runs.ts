import type {Engine, Program, Run} from './engines/engine.ts';
import {follow} from './model/follow.ts';
import type {Model} from './model/model.ts';
import type {RunDescription} from './trace/event.ts';
import {traceVersion} from './trace/event.ts';
import {startTrace} from './trace/trace.ts';

/** The runs of a sitting: the present one, and the finished ones that it is compared with. */
export type Runs = {
	/** Aborts the present run, if it has not ended, and starts another. */
	readonly start: (program: Program) => void;
	/** The present run at a moment of its clock; at the last one that has been told, if it is omitted. Undefined before the first start. */
	readonly at: (moment?: number) => Model | undefined;
	/** Grows with each event of the present run. */
	readonly told: () => number;
	/** Now on the present run's clock, in ms; undefined when it has ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
	/** The run before the present one that came to its end, and the last sequential one that did. */
	readonly previous: () => Model | undefined;
	readonly sequential: () => Model | undefined;
	/** Ends all processes. */
	readonly close: () => Promise<void>;
};

export function createRuns(engine: Engine): Runs {
	let present: Present | undefined;
	let previous: Model | undefined;
	let sequential: Model | undefined;

	const latest = (run: Present) => run.reader.at(run.trace.at(-1)?.at ?? 0);
	const remember = (run: Present) => {
		const model = latest(run);
		if (model.end?.outcome === 'cancelled') {
			return;
		}

		previous = model;
		if (model.description.strategy.name === 'sequential') {
			sequential = model;
		}
	};

	return {
		start(program) {
			if (present?.ended) {
				remember(present);
			}

			present?.abort.abort();
			present = begin(engine, program);
		},
		at(moment) {
			return present && (moment === undefined ? latest(present) : present.reader.at(moment));
		},
		told: () => present?.trace.length ?? 0,
		clock: () => (present && !present.ended ? present.run.clock() : undefined),
		cancel: task => present?.run.cancel(task),
		previous: () => previous,
		sequential: () =>
			present?.ended && present.trace[0].strategy.name === 'sequential' ? latest(present) : sequential,
		async close() {
			present?.abort.abort();
			await engine.close();
		},
	};
}

type Present = ReturnType<typeof startTrace> & {
	readonly run: Run;
	readonly reader: ReturnType<typeof follow>;
	readonly abort: AbortController;
	ended: boolean;
};

/** The first event of a run of this program. */
export function describe(engine: Engine, program: Program): RunDescription {
	return {type: 'run-described', at: 0, version: traceVersion, language: engine.language, ...program.description};
}

function begin(engine: Engine, program: Program): Present {
	const abort = new AbortController();
	// Described at once, and not only when the engine has started: a key press is seen in the next frame.
	const written = startTrace(describe(engine, program));
	const present: Present = {
		...written,
		abort,
		run: engine.run(program, abort.signal),
		reader: follow(written.trace),
		ended: false,
	};
	void collect(engine, present);
	return present;
}

async function collect(engine: Engine, present: Present): Promise<void> {
	for await (const event of present.run) {
		if (event.type === 'run-described') {
			continue;
		}

		present.append(event);
		if (event.type === 'run-started') {
			// The next key press should not wait for a process to start.
			engine.warm();
		}

		present.ended ||= event.type === 'run-ended';
	}
}
