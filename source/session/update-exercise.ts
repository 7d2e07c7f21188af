import type {ScenarioInfo} from './choices.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';

type ExerciseInfo = NonNullable<ScenarioInfo['exercise']>;

/** Returns the update for a key of an exercise. Outside of an exercise, a notice explains what the key is for. */
export function updateExercise(
	session: Session,
	action: {readonly type: 'next-hint' | 'start-over'},
	exercise: ExerciseInfo | undefined,
): Update {
	if (!exercise) {
		return updated({...session, notice: 'This key is for exercises: async-tui exercise lists them.'});
	}

	return action.type === 'next-hint' ? updated(nextHint(session, exercise)) : startOver(session, exercise);
}

function nextHint(session: Session, {hints}: ExerciseInfo): Session {
	const shown = session.hints ?? 0;
	return shown < hints
		? {...session, hints: shown + 1}
		: {...session, notice: 'That was the last hint. Press 2 to see a solution.'};
}

function startOver(session: Session, {file}: ExerciseInfo): Update {
	const {isRestartPending, ...rest} = session;
	return isRestartPending
		? updated({...rest, notice: `${file} is the start program again.`}, {type: 'restore-file'})
		: updated({...session, isRestartPending: true, notice: `Throw away your ${file}? Press u again.`});
}

/** Returns why a version of an exercise cannot be chosen yet. Undefined if it can. */
export function solutionNotice(
	{hints = 0}: Session,
	{exercise, strategies}: ScenarioInfo,
	index: number,
	{isExerciseDone}: Pick<UpdateContext, 'isExerciseDone'>,
): string | undefined {
	const isHidden = exercise && strategies[index]?.name === 'solution' && hints < exercise.hints && !isExerciseDone;
	return isHidden ? 'A solution opens after the last hint. Press i for a hint.' : undefined;
}

/**
 * Returns a notice that explains how to open the next exercise. Each exercise has its own file, in a folder that the
 * user chooses.
 */
export function nextExerciseNotice({next}: ExerciseInfo): string {
	return next === undefined
		? 'That was the last exercise. Press / for the lessons.'
		: `Next: press q, then run async-tui exercise ${next}.`;
}
