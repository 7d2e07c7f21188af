import type {Exercise} from './exercise-schema.ts';
import {exercise} from './exercise-schema.ts';
import {problemOfClaims, problemOfVersions, readLessonFile} from './read-lesson-file.ts';

/** An exercise and its folder. */
export type LoadedExercise = {
	/** The name of its folder. */
	readonly name: string;
	/** Ends in a slash. */
	readonly folder: URL;
	readonly exercise: Exercise;
};

/**
 * Reads and checks the exercise in a folder, whose URL ends in a slash. On failure, returns one line that names the
 * file, the field and what is expected.
 */
export function readExercise(folder: URL): LoadedExercise | {readonly error: string} {
	const found = readLessonFile(folder, exercise, output => problemOf(output, folder));
	return 'error' in found ? found : {name: found.name, folder, exercise: found.output};
}

function problemOf({versions, claims}: Exercise, folder: URL): string | undefined {
	for (const [index, {version, in: language, goal}] of claims.entries()) {
		if (version !== undefined) {
			return `claims[${index}].version: the claims of an exercise are about the learner's file`;
		}
		if (language === 'both') {
			return `claims[${index}].in: expected javascript or python`;
		}
		if (goal === undefined) {
			return `claims[${index}].goal: missing`;
		}
	}

	return problemOfVersions(versions, folder) ?? problemOfClaims(claims, []);
}
