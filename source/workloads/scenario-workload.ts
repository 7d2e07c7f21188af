import type {Scenario} from '../content/scenarios/scenario.ts';
import {strategies} from '../content/strategies/index.ts';
import {home} from '../paths.ts';
import {describe} from './program-for-strategy.ts';
import {strategyOf} from './strategy-named.ts';
import type {Entry} from './workload.ts';

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
