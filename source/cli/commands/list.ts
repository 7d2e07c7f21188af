import {scenarios} from '../../content/scenarios/index.ts';
import {strategies} from '../../content/strategies/index.ts';
import type {Strategy} from '../../content/strategies/strategy.ts';
import type {ScenarioInfo} from '../../session/choices.ts';
import type {ListCommand} from '../command.ts';
import type {Deps} from '../deps.ts';
import {printText} from '../write-stream.ts';

/** `async-tui list`: prints all lessons, exercises, scenarios and strategies. */
export async function runList({json, ascii}: ListCommand, {catalog, progress, streams, warn}: Deps): Promise<number> {
	const lessons = catalog
		.entries()
		.flatMap(({choice, lesson, key}) => (lesson ? [{...choice, done: progress.done().has(key)}] : []));
	const exercises = catalog.exercises().map(({name, exercise}) => ({
		name,
		title: exercise.title,
		done: (['javascript', 'python'] as const).some(language => progress.done().has(`exercise:${name}:${language}`)),
	}));
	const lists = {lessons, exercises, scenarios, strategies};
	const warning = progress.takeWarning();
	if (warning) {
		warn(warning);
	}
	return await printText(streams.stdout, json ? listJson(lists) : listText(lists, {ascii}));
}

/** Everything that `async-tui list` prints. */
export type Lists = {
	readonly lessons: readonly (Pick<ScenarioInfo, 'name' | 'title' | 'group'> & {readonly done: boolean})[];
	/** `done`: in at least one of the languages. */
	readonly exercises: readonly (Pick<ScenarioInfo, 'name' | 'title'> & {readonly done: boolean})[];
	readonly scenarios: readonly Pick<ScenarioInfo, 'name' | 'title'>[];
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly Pick<Strategy, 'name' | 'title' | 'construct'>[];
};

/** Formats the lists as tables. Lessons that are done have a mark. */
export function listText(
	{lessons, exercises, scenarios, strategies}: Lists,
	{ascii}: {readonly ascii: boolean},
): string {
	const names = Math.max(...[...lessons, ...exercises, ...scenarios, ...strategies].map(({name}) => name.length));
	const groups = [...new Set(lessons.map(({group}) => group))];
	const mark = ascii ? '*' : '✓';
	return [
		...groups.flatMap((group, index) => [
			index === 0 ? `Lessons: ${group}   (async-tui lesson NAME)` : `Lessons: ${group}`,
			...lessons
				.filter(lesson => lesson.group === group)
				.map(({name, title, done}) => `  ${done ? mark : ' '}  ${name.padEnd(names)}  ${title}`),
			'',
		]),
		'Exercises   (async-tui exercise NAME)',
		...exercises.map(({name, title, done}) => `  ${done ? mark : ' '}  ${name.padEnd(names)}  ${title}`),
		'',
		'Scenarios   (async-tui NAME)',
		...scenarios.map(({name, title}) => `     ${name.padEnd(names)}  ${title}`),
		'',
		'Strategies   (async-tui -s NAME, or the number)',
		...strategies.map(({name, construct}, index) => `  ${index + 1}  ${name.padEnd(names)}  ${construct.javascript}`),
		'',
	].join('\n');
}

/** Formats the lists as JSON, one object per line: lessons, exercises, scenarios, strategies. */
export function listJson({lessons, exercises, scenarios, strategies}: Lists): string {
	const row = (kind: string) => (entry: {readonly name: string; readonly title: string}) => ({
		kind,
		name: entry.name,
		title: entry.title,
	});
	const rows = [
		...lessons.map(({group, done, ...lesson}) => ({...row('lesson')(lesson), group, done})),
		...exercises.map(({done, ...exercise}) => ({...row('exercise')(exercise), done})),
		...scenarios.map(row('scenario')),
		...strategies.map(row('strategy')),
	];
	return rows.map(entry => `${JSON.stringify(entry)}\n`).join('');
}
