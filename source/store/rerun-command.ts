import type {Typed} from '../exports/rerun-command.ts';
import {commandAgain} from '../exports/rerun-command.ts';
import type {Model} from '../model/model.ts';
import type {Session} from '../session/session.ts';
import {tasksOf} from '../session/session.ts';
import type {Entry} from '../workloads/workload.ts';

/** How the work of a session is asked for on a command line; `changed`: keys have changed its tasks, which no command line can say. */
export function workAgain({choice, typed}: Entry, session: Session): Typed & {readonly changed: boolean} {
	const language = (choice.lesson ?? choice.own)?.language ?? 'javascript';
	return {
		typed,
		language: session.language === language ? undefined : session.language,
		changed: JSON.stringify(tasksOf(choice, session.seed)) !== JSON.stringify(session.tasks),
	};
}

/** The command that shows this again, or why there is none. */
export function commandFor(
	entry: Entry,
	session: Session,
	model: Model,
): {readonly command: string} | {readonly none: string} {
	const {choice, typed} = entry;
	if (choice.saved) {
		return {command: `async-tui ${typed}`};
	}

	const {changed, ...again} = workAgain(entry, session);
	return changed
		? {none: 'You changed the tasks: no command repeats that. Press w to save the run.'}
		: {command: commandAgain(model, again)};
}
