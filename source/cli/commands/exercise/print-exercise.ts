import {relative} from 'node:path';
import type {Writable} from 'node:stream';
import type {Engine} from '../../../engines/engine.ts';
import {exerciseClaimLines} from '../../../exports/lines/exercise-lines.ts';
import {lineFormats} from '../../../exports/lines/index.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import {compileError} from '../../../model/analysis/compile-error.ts';
import {modelAt} from '../../../model/follow.ts';
import type {Session} from '../../../session/session.ts';
import {judgeClaims} from '../../../store/lesson-props.ts';
import {printable} from '../../../text/printable.ts';
import {collect} from '../../../trace/collect.ts';
import type {Trace} from '../../../trace/trace.ts';
import type {Exercise} from '../../../workloads/exercise-schema.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {Workload} from '../../../workloads/workload.ts';
import {write} from '../../write-stream.ts';
import {exerciseLine} from './exercise-line.ts';
import {countHolding, verdictOf} from './judge.ts';

/** An exercise to print. */
export type ExerciseJob = {
	readonly workload: Workload & {readonly exercise: Exercise; readonly file: NonNullable<Workload['file']>};
	readonly session: Session;
	readonly engine: Engine;
};

/**
 * Prints an exercise: its task, one run of the learner's file while it happens, and its claims. Resolves with the exit
 * code: 0 if all claims hold, else 1. Aborting `stop` ends the run.
 */
export async function printExercise(
	{workload, session, engine}: ExerciseJob,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options: LineOptions = {},
): Promise<0 | 1> {
	const {title, exercise} = workload.exercise;
	let isDone = false;

	async function* texts() {
		const plainOnly = (lines: readonly string[]) =>
			format === 'plain' ? lines.map(line => `${printable(line)}\n`) : [];
		yield* plainOnly([title, exercise.task, `Your file: ${relative('', workload.file.path)}`, '']);
		const traces: Trace[] = [];
		const program = readable(workload.program(session, engine.language));
		const events = collect(engine.run(program, stop.signal), {onTrace: trace => traces.push(trace)});
		yield* lineFormats[format](events, {...options, isLesson: true});
		if (stop.signal.aborted) {
			return;
		}
		const models = traces.map(trace => modelAt(trace));
		const results = judgeClaims(workload, session, models);
		isDone = verdictOf(results) === 'done';
		if (format === 'json') {
			yield jsonLine(exerciseLine(workload, results));
			return;
		}
		const broken = models.flatMap(model => compileError(model) ?? []);
		yield* plainOnly(['', ...(broken.length > 0 ? broken : exerciseClaimLines(results, options.ascii ?? false))]);
		yield* plainOnly([
			`${countHolding(results)} of ${results.length}.${isDone ? ' Done.' : ` Change ${program.files[0]?.name ?? 'the file'}, and run this again.`}`,
		]);
	}

	const end = await write(stream, texts(), stop);
	return end === 'written' && !isDone ? 1 : 0;
}
