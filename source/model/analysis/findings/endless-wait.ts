import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {numberedName} from './names.ts';
import {lineOf} from './places.ts';

/** Finds waits of a Python loop's own thread that only the loop could end, which cannot run meanwhile. */
export const endlessWait: Rule = model => {
	const {
		thread: {endless},
		tasks,
	} = model;
	if (!endless) return [];
	const {since, wait, place} = endless;
	const task = tasks.get(endless.task ?? '');
	return [
		found({
			rule: 'deadlock',
			severity: 'error',
			proof: 'proved',
			at: since,
			...(place && {place}),
			tasks: task ? [task] : [],
			text: `${task ? numberedName(model, task) : 'Code outside all calls'} blocks the loop at ${lineOf(place)} in ${wait}, and no other thread can end that wait.`,
		}),
	];
};
