import {scenarios} from '../../../content/scenarios/index.ts';
import {strategies} from '../../../content/strategies/index.ts';
import type {CompletionCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {printText} from '../../write-stream.ts';
import {completionScript} from './completion.ts';

/** `async-tui completion`: prints the script for a shell. */
export async function runCompletion({shell}: CompletionCommand, {catalog, streams}: Deps): Promise<number> {
	const lessons = catalog.entries().flatMap(({choice, lesson}) => (lesson ? [choice] : []));
	const names = {
		lessons: lessons.map(({name, title, strategies}) => ({name, title, versions: strategies})),
		exercises: catalog.exercises().map(({name, exercise}) => ({name, title: exercise.title})),
		scenarios,
		strategies,
	};
	return await printText(streams.stdout, completionScript(shell, names));
}
