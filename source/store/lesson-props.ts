import type {Judgement} from '../model/analysis/claim.ts';
import {judge} from '../model/analysis/judge-claims.ts';
import type {Model} from '../model/model.ts';
import type {Session} from '../session/session.ts';
import {tasksOf} from '../session/session.ts';
import {findScenarios} from '../session/update-overlay.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {Found, LessonShown} from '../view/screens/screen.tsx';
import type {Catalogue} from '../workloads/catalog.ts';
import type {Lesson} from '../workloads/lesson-schema.ts';
import {letters} from '../workloads/lesson-schema.ts';
import type {Entry} from '../workloads/workload.ts';

/** A lesson as the screens tell of it. */
export function showLesson(
	{title, group, question, why, tries}: Lesson,
	judgements: readonly Judgement[],
): LessonShown {
	const answers = letters.map(letter => ({letter, text: question.answers[letter]}));
	return {title, group, question: question.text, answers, right: question.right, judgements, why, tries};
}

/**
 * What the claims about the chosen version come to in runs that have ended, those of programs that do not compile too. None where the
 * user has changed the tasks: they are about others.
 */
export function judgeLesson({lesson, choice}: Entry, session: Session, models: readonly Model[]): readonly Judgement[] {
	const isChanged = JSON.stringify(tasksOf(choice, session.seed)) !== JSON.stringify(session.tasks);
	if (!lesson || isChanged) {
		return [];
	}

	const of = (language: Model['description']['language']) =>
		models.find(({description, runtime}) => description.language === language && runtime !== undefined);
	const runs = {javascript: of('javascript'), python: of('python')};
	return judge(lesson.claims, session.strategy, runs, choice.strategy);
}

/** What the picker lists; the key differences name lessons from among all. */
export function showListed(
	{overlay, screen}: Session,
	catalogue: Pick<Catalogue, 'entries'>,
	progress: Progress,
): readonly Found[] {
	if (overlay?.kind === 'find') {
		return showFound(overlay.filter, catalogue, progress);
	}

	return screen === 'differences' ? showFound('', catalogue, progress) : [];
}

/** What a filter finds in the picker. */
function showFound(filter: string, catalogue: Pick<Catalogue, 'entries'>, progress: Progress): readonly Found[] {
	const entries = new Map(catalogue.entries().map(entry => [entry.choice.name, entry]));
	const choices = [...entries.values()].map(({choice}) => choice);
	return findScenarios(filter, choices).map(choice => {
		const {name, title, sentence, group} = choice;
		const {lesson, key = name, typed = name} = entries.get(name) ?? {};
		const more = lesson && {
			minutes: lesson.minutes,
			done: progress.done().has(key),
			question: lesson.question.text,
		};
		return {name, title, sentence, group, typed, ...(more && {lesson: more})};
	});
}
