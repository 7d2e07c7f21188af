import type {Writable} from 'node:stream';
import {Readable} from 'node:stream';
import type {Engine, Run} from '../../../engines/engine.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {greatestExit} from '../../../exports/lines/run-exit.ts';
import type {Session} from '../../../session/session.ts';
import type {RunSaver} from '../../../storage/run-saver.ts';
import {isOwnProgram} from '../../../store/rerun-command.ts';
import type {EventStream, TraceEvent} from '../../../trace/event.ts';
import {passOn} from '../../../trace/pass-on.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {Workload} from '../../../workloads/workload.ts';
import type {PrintMode, RunCommand} from '../../command.ts';
import {printComparison} from './print-comparison.ts';
import {printLesson} from './print-lesson.ts';
import {printRun} from './print-run.ts';
import type {ProgramsToEnd} from './programs-to-end.ts';
import {savingEngine} from './saving-engine.ts';

/** What to run, on which engines, and where to print it. */
export type LinesJob = {
	readonly command: RunCommand;
	readonly workload: Workload;
	readonly session: Session;
	/** In the order in which they run. */
	readonly engines: readonly Engine[];
	readonly stream: Writable;
	/** Saves the runs while they happen. Undefined: they are not saved. */
	readonly saver: Pick<RunSaver, 'run'> | undefined;
	readonly programs: Pick<ProgramsToEnd, 'follow'>;
	/** Called with the names of the files that the calls of a run are in. */
	readonly described?: (names: readonly string[]) => void;
};

/**
 * Prints a lesson, a comparison or a run, in sequence for several strategies or both languages. Resolves with how
 * async-tui ends. Aborting ends the current run and starts no more.
 */
export async function printLines(job: LinesJob, format: PrintMode, abort: AbortController): Promise<RunExit> {
	const {command, session, stream, saver} = job;
	const engines = saver ? job.engines.map(engine => savingEngine(engine, saver)) : job.engines;
	const {lesson, exercise, file, ...workload} = job.workload;
	const options = {ascii: command.ascii, keep: command.keep, findings: isOwnProgram(job.workload)};
	if (lesson) {
		const {strategyChosen: isOneVersion} = command;
		return await printLesson(
			{workload: {...workload, lesson}, session, engines, isOneVersion},
			format,
			stream,
			abort,
			options,
		);
	}

	const [engine] = engines;
	if (exercise && file && engine) {
		const {printExercise} = await import('../exercise/print-exercise.ts');
		return await printExercise(
			{workload: {...workload, exercise, file}, session, engine},
			format,
			stream,
			abort,
			options,
		);
	}

	const runs = (command.compare ?? [session.strategy]).flatMap(strategy =>
		engines.map(engine => ({engine, program: readable(workload.program({...session, strategy}, engine.language))})),
	);
	if (command.compare) {
		return await printComparison(runs, format, stream, abort, options);
	}

	const exits: RunExit[] = [];
	for (const {engine, program} of runs) {
		/** The traces of other processes are printed after the first one. */
		const others: Promise<readonly (readonly TraceEvent[])[]>[] = [];
		const run = job.programs.follow(() =>
			engine.run(program, abort.signal, undefined, other => others.push(allBatches(other))),
		);
		if (!run) {
			break;
		}

		exits.push(await printRun(reporting(run, job.described), format, stream, abort, options));
		for (const batches of await Promise.all(others)) {
			await printRun(Readable.from(batches), format, stream, abort, options);
		}

		if (abort.signal.aborted) {
			break;
		}
	}
	return greatestExit(exits);
}

/** Passes on the events of a run, and reports the names of the files that it describes. */
function reporting(run: EventStream, described: LinesJob['described']): EventStream {
	return passOn(run, {
		onItem(events) {
			for (const event of events) {
				if (event.type === 'file-described') {
					described?.([event.name]);
				}
			}
		},
	});
}

async function allBatches(run: Run): Promise<readonly (readonly TraceEvent[])[]> {
	const batches: (readonly TraceEvent[])[] = [];
	for await (const events of run) {
		batches.push(events);
	}

	return batches;
}
