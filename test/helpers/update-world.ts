import type {ScenarioInfo} from '../../source/session/choices.ts';
import type {UpdateContext} from '../../source/session/context.ts';

type Change = Partial<Omit<UpdateContext, 'scenario'>> & {readonly scenarios?: readonly ScenarioInfo[]};

/** Returns the context of `update` for a session whose run has ended, with these changes. */
export function updateWorld({scenarios = [], ...change}: Change = {}): UpdateContext {
	return {
		scenario: name => scenarios.find(each => each.name === name),
		course: [],
		isExerciseDone: false,
		found: [],
		lanes: 5,
		differences: [],
		compared: [],
		helpPages: 1,
		formats: ['gif', 'svg', 'csv'],
		log: {lines: 0, rows: 10},
		screens: ['dashboard', 'loop', 'differences'],
		calls: {rows: [], lanes: []},
		waits: [],
		findings: [],
		clock: undefined,
		playback: {now: 5000, start: 20, end: 850, isWhole: true, step: () => undefined},
		history: [],
		hasRun: true,
		...change,
	};
}
