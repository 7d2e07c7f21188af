import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {relative, sep} from 'node:path';
import type {InferOutput} from 'valibot';
import type {exerciseLine as schema} from '../../../exports/output-schema.ts';
import type {ClaimResult} from '../../../model/analysis/claim.ts';
import type {Workload} from '../../../workloads/workload.ts';
import {countHolding, verdictOf} from './judge.ts';

/** Returns the line of `--json` about one learner's file. */
export function exerciseLine(
	{choice, file}: Pick<Workload, 'choice'> & {readonly file: NonNullable<Workload['file']>},
	results: readonly ClaimResult[],
): InferOutput<typeof schema> {
	return {
		type: 'exercise',
		name: choice.name,
		language: choice.exercise?.language ?? 'javascript',
		file: relative('', file.path).split(sep).join('/'),
		sha256: createHash('sha256').update(readFileSync(file.path)).digest('hex'),
		holds: countHolding(results),
		of: results.length,
		verdict: verdictOf(results),
		claims: results.map(({holds, said, goal = ''}) => ({goal, holds, said})),
	};
}
