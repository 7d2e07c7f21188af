import type {Action, BackgroundReport} from './action.ts';
import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import type {Effect, Update} from './effect.ts';
import {updated} from './effect.ts';
import {comparisonIn} from './overlay.ts';
import type {Session} from './session.ts';
import {comparedFields} from './session.ts';
import {runAgain, runSelection} from './start-run.ts';
import {noteTried} from './tried.ts';
import {updateOverlay} from './update-overlay.ts';
import {chosenAction, closePalette} from './update-palette.ts';
import {updatePlayhead} from './update-playhead.ts';
import {updateRun} from './update-run.ts';
import {updateTasks} from './update-tasks.ts';
import {onShownTask, updateView} from './update-view.ts';
import {updateWatch} from './update-watch.ts';

/** Returns the session after an action, and the effects to perform. A session changes only here. */
export function update(session: Session, action: Action, context: UpdateContext): Update {
	if (action.type === 'report-background') {
		// No key was pressed, so notices and questions stay.
		return updated({...session, theme: action.theme});
	}

	const chosen = chosenAction(session, action, context);
	if (chosen) {
		const {session: closed, effects} = closePalette(session);
		const {session: next, effects: more} = update(closed, chosen, context);
		return updated(next, ...more, ...effects);
	}

	const {notice: _notice, ...rest} = session;
	const shown = onShownTask(rest, context);
	const before = withTop(action.type === 'start-over' ? shown : withoutRestart(shown), action);
	if (currentScenario(before, context)?.saved && needsEngine(action, before)) {
		return updated({...before, notice: 'This is a saved run: it can be replayed, not run again.'});
	}

	const {session: changed, effects} = applyAction(before, action, context);
	const next = noteTried(askLessonQuestion(keepVerdictOpen(before, changed, context), context), action);
	return updated(next, ...effects, ...comparisonEffects(before, next));
}

/** Withdraws the question whether to start over, because another key was pressed. */
function withoutRestart({isRestartPending: _restarts, ...session}: Session): Session {
	return session;
}

/** Keeps a list where a click or a key has left it. */
function withTop(session: Session, action: Action): Session {
	if (action.type !== 'select' && action.type !== 'select-listed') return session;
	const {top: _top, ...rest} = session;
	return action.top === undefined ? rest : {...rest, top: action.top};
}

/** Whether an action requires a run. */
function needsEngine(action: Action, {screen}: Session): boolean {
	return runActions.has(action.type) || (action.type === 'open-details' && screen === 'differences');
}

const runActions: ReadonlySet<Action['type']> = new Set([
	'open-scenario',
	...(['choose-strategy', 'change-limit', 'toggle-sequential', 'run-again', 'run-reseeded', 'cancel-task'] as const),
	...(['toggle-watch', 'toggle-versus', 'start-over', 'next-hint'] as const),
	...(['change-latency', 'what-if', 'add-task', 'remove-task', 'toggle-compare', 'open-lesson'] as const),
]);

function applyAction(session: Session, action: Exclude<Action, BackgroundReport>, context: UpdateContext): Update {
	switch (action.type) {
		case 'choose-strategy':
		case 'change-limit':
		case 'toggle-sequential':
		case 'toggle-versus':
		case 'continue-versus':
		case 'next-language':
		case 'run-again':
		case 'run-reseeded':
		case 'save':
		case 'copy':
		case 'edit':
		case 'cancel-task':
		case 'open-lesson':
		case 'next-hint':
		case 'start-over':
		case 'open-scenario':
		case 'quit':
			return updateRun(session, action, context);
		case 'toggle-watch':
		case 'reload':
		case 'report-broken':
			return updateWatch(session, action, currentScenario(session, context));
		case 'toggle-pause':
			return session.run === 0 ? runAgain(session) : updated(updatePlayhead(session, action, context));
		case 'seek':
		case 'go-to':
		case 'step':
		case 'change-speed':
			return updated(updatePlayhead(session, action, context));
		case 'change-latency':
		case 'what-if':
		case 'add-task':
		case 'remove-task': {
			const next = updateTasks(session, action);
			return next.tasks === session.tasks ? updated(next) : runSelection(next);
		}
		case 'select':
		case 'select-beside':
		case 'show-difference':
		case 'next-screen':
		case 'toggle-verdict':
		case 'next-order':
		case 'next-grouping':
		case 'next-span':
		case 'next-zoom':
		case 'toggle-fit':
		case 'next-motion':
		case 'toggle-keys':
		case 'toggle-mouse':
		case 'notice':
		case 'clear-notice':
			return updateView(session, action, context);
		default:
			return updateOverlay(session, action, context);
	}
}

/** Shows the verdict of the next run too, if the user asked for the verdict of this one. A lesson shows it anyway. */
function keepVerdictOpen(before: Session, next: Session, context: UpdateContext): Session {
	const isNextRun = next.run !== before.run && next.scenario === before.scenario;
	return isNextRun && before.verdict && !currentScenario(next, context)?.lesson ? {...next, verdict: true} : next;
}

/** Shows the question of a lesson that has not run yet, whenever no other overlay is open. */
function askLessonQuestion(session: Session, context: UpdateContext): Session {
	const isUnasked = session.run === 0 && session.answer === undefined && session.overlay === undefined;
	return isUnasked && currentScenario(session, context)?.lesson
		? {...session, overlay: {kind: 'question', selected: 0}}
		: session;
}

/** Starts a comparison when its table opens or needs other runs, and leaves it when the table closes. */
function comparisonEffects(before: Session, next: Session): readonly Effect[] {
	const wasOpen = comparisonIn(before) !== undefined;
	if (!comparisonIn(next)) {
		return wasOpen ? [{type: 'leave-comparison'}] : [];
	}

	return wasOpen && comparedFields.every(field => before[field] === next[field]) ? [] : [{type: 'compare'}];
}
