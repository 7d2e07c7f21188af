import {now} from './clock.ts';
import type {PlannedRun} from './planned-tasks.ts';

/** The share of its time after which a request or timer fails, if its task is planned to fail. */
export const failingShare = 0.6;

/** Whether the plan makes the current request or timer of a task fail. True once per task. */
export function failsNow(task: PlannedRun | undefined): boolean {
	if (!task?.plan.fails || task.hasFailed) {
		return false;
	}

	task.hasFailed = true;
	return true;
}

/** Blocks the thread if the plan says so, once per task. */
export function blockIfPlanned(task: PlannedRun | undefined): void {
	if (task?.plan.blocks !== undefined && !task.hasBlocked) {
		task.hasBlocked = true;
		named[blockingName](task.plan.blocks);
	}
}

export const blockingName = 'blockThread';

/** Users see this name as the function that blocks the thread. Methods keep their names when they are minified. */
const named = {
	[blockingName](ms: number) {
		const end = now() + ms;
		while (now() < end);
	},
};
