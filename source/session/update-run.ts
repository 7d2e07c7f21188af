import type {RunAction} from './action.ts';
import type {ScenarioInfo} from './choices.ts';
import {languageChoices} from './choices.ts';
import {cycle} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import {openLesson} from './course.ts';
import type {Update} from './effect.ts';
import {updated, withNotice} from './effect.ts';
import type {Session} from './session.ts';
import {openScenario, runAgain, runSelection} from './start-run.ts';
import {updateExercise} from './update-exercise.ts';
import {openInput} from './update-input.ts';
import {changeLimit, chooseStrategy, reseed, toggleFirstTwo} from './update-strategy.ts';
import {hasTasks, hasWhatIfs, programNotices, withoutWhatIfs} from './update-tasks.ts';
import {continueVersus, toggleVersus, versusInOtherLanguage} from './update-versus.ts';

/** Returns the update for a key that starts a run, or acts on one. */
export function updateRun(session: Session, action: RunAction, context: UpdateContext): Update {
	switch (action.type) {
		case 'choose-strategy':
			return chooseStrategy(session, action.index, context);
		case 'toggle-sequential':
			return toggleFirstTwo(session, context);
		case 'toggle-versus':
		case 'continue-versus':
			return updateVersus(session, action, context);
		case 'next-language':
			return nextLanguage(session, currentScenario(session, context), context);
		case 'run-again':
			return runAgain(session);
		case 'run-reseeded':
			return reseed(session, context);
		case 'change-limit':
			return changeLimit(session, action.by, context);
		case 'cancel-task':
			return cancelTask(session);
		case 'open-scenario': {
			const scenario = context.scenario(action.name);
			return scenario ? openScenario(session, scenario) : updated(session);
		}
		case 'open-lesson':
			return openLesson(session, action.by, context);
		case 'next-hint': {
			const {exercise, user} = currentScenario(session, context) ?? {};
			return user && !exercise && !hasTasks(session)
				? openInput(session, context)
				: updateExercise(session, action, exercise);
		}
		case 'start-over': {
			const {exercise} = currentScenario(session, context) ?? {};
			return exercise ? updateExercise(session, action, exercise) : clearWhatIfs(session);
		}
		case 'save':
			return updated(session, {type: 'save'});
		case 'copy':
			return updated(session, {type: 'copy-command'});
		case 'edit':
			return updated(session, {type: 'edit'});
		case 'quit':
			return updated(session, {type: 'quit'});
	}
}

/** Runs the tasks without their what-ifs. */
function clearWhatIfs(session: Session): Update {
	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices['what-if']});
	}

	return hasWhatIfs(session)
		? runSelection({...session, tasks: session.tasks.map(withoutWhatIfs)})
		: updated({...session, notice: 'No what-ifs to clear. Press f, t or b to set one.'});
}

function updateVersus(session: Session, {type}: RunAction, context: UpdateContext): Update {
	const scenario = currentScenario(session, context);
	if (!scenario) {
		return updated(session);
	}
	return type === 'toggle-versus'
		? toggleVersus(session, scenario, context)
		: continueVersus(session, scenario, context);
}

function nextLanguage(session: Session, scenario: ScenarioInfo | undefined, context: UpdateContext): Update {
	const {user, saved, exercise} = scenario ?? {};
	if (exercise) {
		return updated({...session, notice: `This exercise runs ${exercise.file}. To change the language: -l.`});
	}

	if (user?.missing) {
		return updated({...session, notice: user.missing});
	}

	if (scenario && session.versus && !saved) {
		return versusInOtherLanguage(session, scenario, context);
	}

	const other = {...session, language: cycle(languageChoices, session.language), languageChosen: true};
	if (saved) {
		return updated(other);
	}

	const notice = other.language === 'both' ? user?.both : undefined;
	return withNotice(runSelection(other), notice);
}

function cancelTask(session: Session): Update {
	if (session.versus) {
		return updated({...session, notice: 'x acts on one run. Press S to close these two.'});
	}

	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices.cancel});
	}

	const task = session.tasks[session.selected];
	return task
		? updated(session, {type: 'cancel-task', id: task.id})
		: updated({...session, notice: 'Nothing to cancel: no task is selected.'});
}
