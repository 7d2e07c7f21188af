import {now} from './clock.ts';
import type {PlannedRun} from './planned-tasks.ts';

/** At which part of its time a request or timer fails, when the plan says that its task fails. */
export const failingShare = 0.6;

/** Whether this is the request or timer that the plan makes fail. True once for a task. */
export function failsNow(task: PlannedRun | undefined): boolean {
	if (!task?.plan.fails || task.hasFailed) {
		return false;
	}

	task.hasFailed = true;
	return true;
}

/** Holds the thread if the plan says so, once for a task. */
export function blockIfPlanned(task: PlannedRun | undefined): void {
	if (task?.plan.blocks !== undefined && !task.hasBlocked) {
		task.hasBlocked = true;
		named[holdingName](task.plan.blocks);
	}
}

export const holdingName = 'holdThread';

/** Users see this name as that of the function that holds the thread; methods keep theirs when they are minified. */
const named = {
	[holdingName](ms: number) {
		const end = now() + ms;
		while (now() < end);
	},
};
