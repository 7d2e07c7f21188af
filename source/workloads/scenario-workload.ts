import type {Scenario} from '../content/scenarios/scenario.ts';
import {strategies} from '../content/strategies/index.ts';
import {programFolder} from '../paths.ts';
import {programForTasks} from './program-for-strategy.ts';
import {strategyNamed} from './strategy-named.ts';
import type {Workload} from './workload.ts';

/** Creates the workload of a built-in scenario, under the strategies. */
export function workloadFromScenario(scenario: Scenario): Workload {
	return {
		choice: {...scenario, group: 'Scenarios', strategies},
		strategies,
		program: (session, language) =>
			programForTasks(scenario, strategyNamed(session, strategies), session, programFolder, language),
		key: scenario.name,
		invocation: scenario.name,
	};
}
