import type {ScenarioInfo} from '../../source/session/choices.ts';

/** Finds one of these by its name, as the catalog does for `update`. */
export function named(scenarios: readonly ScenarioInfo[]): (name: string) => ScenarioInfo | undefined {
	return name => scenarios.find(scenario => scenario.name === name);
}
