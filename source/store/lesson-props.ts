import type {ClaimResult} from '../model/analysis/claim.ts';
import {judgeClaimsOf} from '../model/analysis/judge-claims.ts';
import type {Model} from '../model/model.ts';
import type {CatalogItem} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import {tasksOf} from '../session/session.ts';
import {findScenarios} from '../session/update-picker.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {LessonProps} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Lesson} from '../workloads/lesson-schema.ts';
import {letters} from '../workloads/lesson-schema.ts';
import type {Workload} from '../workloads/workload.ts';

/** A lesson as the screens tell of it. */
export function lessonProps(
	{title, group, question, why, tries}: Lesson,
	claimResults: readonly ClaimResult[],
): LessonProps {
	const answers = letters.map(letter => ({letter, text: question.answers[letter]}));
	return {title, group, question: question.text, answers, right: question.right, claimResults, why, tries};
}

/**
 * What the claims about the chosen version come to in runs that have ended, those of programs that do not compile too. None where the
 * user has changed the tasks: they are about others.
 */
export function judgeClaims(
	{lesson, choice}: Workload,
	session: Session,
	models: readonly Model[],
): readonly ClaimResult[] {
	const isChanged = JSON.stringify(tasksOf(choice, session.seed)) !== JSON.stringify(session.tasks);
	if (!lesson || isChanged) {
		return [];
	}

	const of = (language: Model['description']['language']) =>
		models.find(({description, runtime}) => description.language === language && runtime !== undefined);
	const runs = {javascript: of('javascript'), python: of('python')};
	return judgeClaimsOf(lesson.claims, session.strategy, runs, choice.strategy);
}

/** What the picker lists; the key differences name lessons from among all. */
export function catalogItems(
	{overlay, screen}: Session,
	catalog: Pick<Catalog, 'entries'>,
	progress: Progress,
): readonly CatalogItem[] {
	if (overlay?.kind === 'find') {
		return foundItems(overlay.filter, catalog, progress);
	}

	return screen === 'differences' ? foundItems('', catalog, progress) : [];
}

/** What a filter finds in the picker. */
function foundItems(filter: string, catalog: Pick<Catalog, 'entries'>, progress: Progress): readonly CatalogItem[] {
	const workloads = new Map(catalog.entries().map(workload => [workload.choice.name, workload]));
	const choices = [...workloads.values()].map(({choice}) => choice);
	return findScenarios(filter, choices).map(choice => {
		const {name, title, sentence, group} = choice;
		const {lesson, key = name, invocation = name} = workloads.get(name) ?? {};
		const more = lesson && {
			minutes: lesson.minutes,
			done: progress.done().has(key),
			question: lesson.question.text,
		};
		return {name, title, sentence, group, invocation, ...(more && {lesson: more})};
	});
}
