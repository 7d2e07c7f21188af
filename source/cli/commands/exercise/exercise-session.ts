import type {Session} from '../../../session/session.ts';
import {startSession} from '../../../session/session.ts';
import type {Workload} from '../../../workloads/workload.ts';

/** Returns the session that runs the learner's file of an exercise once, without a screen. */
export function exerciseSession({choice}: Workload): Session {
	return startSession(choice, {
		strategy: choice.strategy,
		language: choice.exercise?.language ?? 'javascript',
		languageChosen: true,
		limit: choice.limit,
		seed: 1,
		run: 1,
		theme: 'dark',
		motion: 'off',
	});
}
