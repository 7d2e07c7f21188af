import type {Invocation} from '../exports/rerun-command.ts';
import {formatRerunCommand} from '../exports/rerun-command.ts';
import type {Model} from '../model/model.ts';
import type {Session} from '../session/session.ts';
import {tasksOf} from '../session/session.ts';
import type {Workload} from '../workloads/workload.ts';

/**
 * Returns how to run a session's work from the command line. `changed`: whether keys changed its tasks, which no
 * command can repeat.
 */
export function invocationOf(
	{choice, invocation}: Workload,
	session: Session,
): Invocation & {readonly changed: boolean} {
	const language = (choice.lesson ?? choice.user)?.language ?? 'javascript';
	return {
		invocation,
		language: session.language === language ? undefined : session.language,
		isUserProgram: choice.user !== undefined && session.tasks.length === 0,
		changed: JSON.stringify(tasksOf(choice, session.seed)) !== JSON.stringify(session.tasks),
	};
}

/** Whether a workload is a program of the user, which ends as in a terminal. */
export function isOwnProgram({choice}: Workload): boolean {
	return choice.user !== undefined && choice.tasks(0).length === 0;
}

/** Returns the command that repeats a run, or why there is none. */
export function rerunCommandFor(
	workload: Workload,
	session: Session,
	model: Model,
): {readonly command: string} | {readonly none: string} {
	const {choice, invocation} = workload;
	if (choice.saved) {
		return {command: `async-tui ${invocation}`};
	}

	const {changed, ...rerun} = invocationOf(workload, session);
	return changed
		? {none: 'You changed the tasks: no command repeats that. Press w to save the run.'}
		: {command: formatRerunCommand(model, rerun)};
}
