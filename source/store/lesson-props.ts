import type {ClaimResult} from '../model/analysis/claim.ts';
import {judgeClaimsOf} from '../model/analysis/judge-claims.ts';
import type {Model} from '../model/model.ts';
import type {LessonPlace} from '../session/choices.ts';
import {nextLesson} from '../session/course.ts';
import type {Session} from '../session/session.ts';
import {tasksOf} from '../session/session.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {LessonProps} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Lesson} from '../workloads/lesson-schema.ts';
import {letters} from '../workloads/lesson-schema.ts';
import type {Workload} from '../workloads/workload.ts';

/** Returns what the screens show of a lesson. */
export function lessonProps(
	{title, group, question, why, tries}: Lesson,
	claimResults: readonly ClaimResult[],
	place?: LessonPlace,
): LessonProps {
	const answers = letters.map(letter => ({letter, text: question.answers[letter]}));
	const about = {title, group, question: question.text, answers, right: question.right, claimResults, why, tries};
	return {...about, ...(place && {place})};
}

/** A lesson in the order of the course. */
export type CourseLesson = {
	readonly name: string;
	readonly title: string;
	readonly group: string;
	readonly done: boolean;
};

/** Returns the lessons in the order of the course. */
export function courseOf(catalog: Pick<Catalog, 'entries'>, progress: Pick<Progress, 'done'>): readonly CourseLesson[] {
	const done = progress.done();
	return catalog
		.entries()
		.flatMap(({choice: {name, title, group}, lesson, key}) =>
			lesson ? [{name, title, group, done: done.has(key)}] : [],
		);
}

/** Returns the place of a lesson in the course. */
export function placeOf(current: string, course: readonly CourseLesson[]): LessonPlace {
	const numberOf = (lesson: string) => course.findIndex(({name}) => name === lesson) + 1;
	const group = course[numberOf(current) - 1]?.group;
	const next = nextLesson(course, current);
	return {
		group: course.flatMap(({name, done, group: of}) => (of === group ? [{done, current: name === current}] : [])),
		number: numberOf(current),
		count: course.length,
		...(next && {next: {number: numberOf(next.name), title: next.title}}),
	};
}

/**
 * Judges the claims about the selected version in runs that ended, including those of programs that do not compile.
 * Returns none if the user changed the tasks: the claims are about the original ones.
 */
export function judgeClaims(
	{lesson, exercise, choice}: Pick<Workload, 'lesson' | 'exercise' | 'choice'>,
	session: Session,
	models: readonly Model[],
): readonly ClaimResult[] {
	const isChanged = JSON.stringify(tasksOf(choice, session.seed)) !== JSON.stringify(session.tasks);
	const {claims} = lesson ?? exercise ?? {};
	if (!claims || isChanged) {
		return [];
	}

	const of = (language: Model['description']['language']) =>
		models.find(({description, runtime}) => description.language === language && runtime !== undefined);
	const runs = {javascript: of('javascript'), python: of('python')};
	// The claims of an exercise are about the learner's file and the solution alike.
	return judgeClaimsOf(claims, session.strategy, runs, exercise ? session.strategy : choice.strategy);
}
