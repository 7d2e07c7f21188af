import type {Scenario} from '../scenarios/scenario.ts';
import type {Strategy} from '../strategies/strategy.ts';

/** What there is to choose from. */
export type Lists = {
	readonly scenarios: readonly Pick<Scenario, 'name' | 'title' | 'sentence'>[];
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly Pick<Strategy, 'name' | 'sentence' | 'title' | 'construct'>[];
};

/** `async-tui list`: two tables for people. */
export function listText({scenarios, strategies}: Lists): string {
	const names = Math.max(...[...scenarios, ...strategies].map(({name}) => name.length));
	return [
		'Scenarios   (async-tui NAME)',
		...scenarios.map(({name, title}) => `     ${name.padEnd(names)}  ${title}`),
		'',
		'Strategies   (async-tui -s NAME, or the number)',
		...strategies.map(({name, construct}, index) => `  ${index + 1}  ${name.padEnd(names)}  ${construct.javascript}`),
		'',
	].join('\n');
}

/** `async-tui list --json`: one row a line, scenarios first. */
export function listJson({scenarios, strategies}: Lists): string {
	const row = (kind: string) => (entry: {readonly name: string; readonly title: string}) =>
		`${JSON.stringify({kind, name: entry.name, title: entry.title})}\n`;
	return [...scenarios.map(row('scenario')), ...strategies.map(row('strategy'))].join('');
}
