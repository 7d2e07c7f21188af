import {languageNames} from '../text/language-names.ts';
import type {ExerciseProps, ScreenProps} from '../view/props.ts';

/** Announces an exercise when it opens, and each new hint. */
export function announceExercise(before: ScreenProps | undefined, {exercise, isSaved}: ScreenProps): readonly string[] {
	if (!exercise) {
		return [];
	}

	const {title, task, file, language, hints, hintCount} = exercise;
	const next = isSaved ? 'A saved run.' : 'Save it to run it again.';
	const opened = `Exercise: ${title}. ${task} Your file: ${file}, ${languageNames[language]}. ${next}`;
	const hint = hints.at(-1);
	const isNewHint = hint !== undefined && hints.length !== before?.exercise?.hints.length;
	return [
		...(before?.exercise?.title === title ? [] : [opened]),
		...(isNewHint ? [`Hint ${hints.length} of ${hintCount}: ${hint}`] : []),
	];
}

/** Announces the claims of an exercise after a run: those that hold, and those that are open. */
export function announceClaims({claims, isSolution, next}: ExerciseProps): readonly string[] {
	const lines = claims.flatMap(({goal, result}) => {
		if (!result) {
			return [];
		}
		return [result.holds === true ? `Holds: ${result.said}` : `Open: ${goal} Now: ${result.said}.`];
	});
	const holding = claims.filter(({result}) => result?.holds === true).length;
	const isSolved = holding === claims.length && !isSolution;
	const end = isSolved ? ` Done.${next === undefined ? '' : ' Press n for the next one.'}` : '';
	return [...lines, `${holding} of ${claims.length}.${end}`];
}
