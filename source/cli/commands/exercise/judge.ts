import type {Engine} from '../../../engines/engine.ts';
import type {ClaimResult} from '../../../model/analysis/claim.ts';
import {modelAt} from '../../../model/follow.ts';
import type {Model} from '../../../model/model.ts';
import type {Session} from '../../../session/session.ts';
import {judgeClaims} from '../../../store/lesson-props.ts';
import {collect} from '../../../trace/collect.ts';
import type {Trace} from '../../../trace/trace.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {Workload} from '../../../workloads/workload.ts';

export type ExerciseVerdict = 'done' | 'open' | 'inconclusive';

/**
 * Returns the verdict on an exercise from the results of its claims. There are no results if its runtime did not start.
 */
export function verdictOf(results: readonly ClaimResult[]): ExerciseVerdict {
	if (results.length === 0 || results.some(({holds}) => holds === false)) {
		return 'open';
	}
	return results.every(({holds}) => holds === true) ? 'done' : 'inconclusive';
}

/** How often a program runs before a claim about a time counts as open: a busy machine can be late. */
const attempts = 3;

/**
 * Runs a learner's file and judges its claims. Runs the file again if only claims about times are open, and returns the
 * results of the run in which most claims hold.
 *
 * @throws the error of the file system if the file cannot be read.
 */
export async function judgeFile(
	workload: Workload,
	session: Session,
	engine: Engine,
	signal: AbortSignal,
): Promise<{readonly results: readonly ClaimResult[]; readonly model: Model | undefined}> {
	// In the same order as `results`.
	const claims = workload.exercise?.claims.filter(claim => (claim.in ?? engine.language) === engine.language) ?? [];
	let best: Awaited<ReturnType<typeof judgeFile>> = {results: [], model: undefined};
	for (let attempt = 1; attempt <= attempts && !signal.aborted; attempt++) {
		const traces: Trace[] = [];
		const program = readable(workload.program(session, engine.language));
		for await (const _ of collect(engine.run(program, signal), {onTrace: trace => traces.push(trace)})) {
			// Only the trace is needed.
		}
		const models = traces.map(trace => modelAt(trace));
		const results = judgeClaims(workload, session, models);
		if (attempt === 1 || countHolding(results) > countHolding(best.results)) {
			best = {results, model: models[0]};
		}
		const open = claims.filter((_, index) => results[index]?.holds === false);
		if (open.length === 0 || !open.every(claim => 'ratio' in claim)) {
			break;
		}
	}
	return best;
}

/** Returns how many claims hold. */
export function countHolding(results: readonly ClaimResult[]): number {
	return results.filter(({holds}) => holds === true).length;
}
