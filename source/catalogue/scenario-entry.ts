import {describe} from '../engines/program.ts';
import {home} from '../home.ts';
import {strategyOf} from '../own/strategy-of.ts';
import type {Scenario} from '../scenarios/scenario.ts';
import {strategies} from '../strategies/index.ts';
import type {Entry} from './entry.ts';

/** A scenario of ours, under the strategies. */
export function entryOfScenario(scenario: Scenario): Entry {
	return {
		choice: {...scenario, group: 'Scenarios', strategies},
		strategies,
		program: (session, language) => describe(scenario, strategyOf(session, strategies), session, home, language),
		key: scenario.name,
		typed: scenario.name,
	};
}
