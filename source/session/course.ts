import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {openScenario} from './start-run.ts';
import {nextExerciseNotice} from './update-exercise.ts';

/**
 * Opens the next lesson of the course that is not done, wrapping around at the end. Backward, opens the previous
 * lesson, done or not.
 */
export function openLesson(session: Session, by: 1 | -1, context: UpdateContext): Update {
	const {course} = context;
	const {exercise} = currentScenario(session, context) ?? {};
	if (exercise) {
		return updated({...session, notice: nextExerciseNotice(exercise)});
	}

	const open = (lesson: {readonly name: string} | undefined, otherwise: string) => {
		const scenario = lesson && context.scenario(lesson.name);
		return scenario ? openScenario(session, scenario) : updated({...session, notice: otherwise});
	};
	const at = course.findIndex(({name}) => name === session.scenario);
	if (by === -1) {
		return open(course[at < 0 ? course.length - 1 : at - 1], 'This is the first lesson. Press / to find others.');
	}

	return open(nextLesson(course, session.scenario), 'That was the last lesson. c compares, / finds more.');
}

/**
 * Returns the next lesson of the course that is not done, wrapping around at the end. Undefined if all others are done.
 */
export function nextLesson<L extends {readonly name: string; readonly done: boolean}>(
	course: readonly L[],
	current: string,
): L | undefined {
	const at = course.findIndex(({name}) => name === current);
	return [...course.slice(at + 1), ...course.slice(0, Math.max(0, at))].find(({done}) => !done);
}
