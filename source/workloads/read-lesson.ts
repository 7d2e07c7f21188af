import type {Lesson} from './lesson-schema.ts';
import {lesson} from './lesson-schema.ts';
import {problemOfClaims, problemOfVersions, readLessonFile} from './read-lesson-file.ts';

/** A lesson and its folder. */
export type LoadedLesson = {
	/** The name of its folder. */
	readonly name: string;
	/** Ends in a slash. */
	readonly folder: URL;
	readonly lesson: Lesson;
};

/** The names of scenarios and strategies that a lesson can refer to. */
export type KnownNames = {readonly scenarios: readonly string[]; readonly strategies: readonly string[]};

/**
 * Reads and checks the lesson in a folder, whose URL ends in a slash. On failure, returns one line that names the file,
 * the field and what is expected: `my-lesson/lesson.json: question.right: expected "a", "b" or "c"`.
 */
export function readLesson(folder: URL, known: KnownNames): LoadedLesson | {readonly error: string} {
	const found = readLessonFile(folder, lesson, output => problemOf(output, folder, known));
	return 'error' in found ? found : {name: found.name, folder, lesson: found.output};
}

/** Finds what fits the schema but contradicts itself. */
function problemOf({versions, scenario, claims}: Lesson, folder: URL, known: KnownNames): string | undefined {
	if (versions && scenario) {
		return 'scenario: give either versions or scenario, not both';
	}

	if (scenario) {
		if (!known.scenarios.includes(scenario.name)) {
			return `scenario.name: expected one of ${known.scenarios.join(', ')}`;
		}

		if (!known.strategies.includes(scenario.strategy)) {
			return `scenario.strategy: expected one of ${known.strategies.join(', ')}`;
		}
	} else if (!versions) {
		return 'versions: missing (or scenario)';
	}

	return (
		problemOfVersions(versions ?? [], folder) ??
		problemOfClaims(claims, versions?.map(({name}) => name) ?? known.strategies)
	);
}
