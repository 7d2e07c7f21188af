import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Session} from '../session/session.ts';
import type {ExerciseProps} from '../view/props.ts';
import type {Workload} from '../workloads/workload.ts';

/**
 * Returns what the screen shows of an exercise. Undefined if the workload is not an exercise. `saved`: the time of the
 * last save.
 */
export function exerciseProps(
	{exercise, choice}: Pick<Workload, 'exercise' | 'choice'>,
	{strategy, hints = 0}: Session,
	results: readonly ClaimResult[],
	{isDone, saved}: {readonly isDone: boolean; readonly saved: string | undefined},
): ExerciseProps | undefined {
	if (!exercise || !choice.exercise) {
		return undefined;
	}

	const {file, language, next} = choice.exercise;
	const isSolution = strategy === 'solution';
	const solution = exercise.versions[1][language]?.file ?? '';
	const claims = exercise.claims.filter(claim => (claim.in ?? language) === language);
	return {
		title: exercise.title,
		task: exercise.exercise.task,
		hints: exercise.exercise.hints.slice(0, hints),
		hintCount: exercise.exercise.hints.length,
		file: isSolution ? solution : file,
		language,
		isSolution,
		// Before the first run ends, the claims have no results.
		claims: claims.map((claim, index) => ({goal: claim.goal ?? claim.say, result: results[index]})),
		isDone,
		saved,
		// From a saved run, no other exercise opens.
		next: choice.saved ? undefined : next,
	};
}

/** Returns what the footer needs of an exercise. */
export function hintContext({hints, hintCount, isSolution, isDone}: ExerciseProps) {
	const hintsLeft = hintCount - hints.length;
	return {hintsLeft, isSolution, isSolutionOpen: isDone || hintsLeft === 0};
}

/** Whether all claims of an exercise hold for the learner's file. */
export function isSolved({exercise}: Pick<Workload, 'exercise'>, {strategy}: Session, results: readonly ClaimResult[]) {
	return (
		exercise !== undefined && strategy === 'start' && results.length > 0 && results.every(({holds}) => holds === true)
	);
}
