import type {ListExercisesCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {printText} from '../../write-stream.ts';

/** `async-tui exercise`: prints all exercises, with a mark for the languages in which they are done. */
export async function listExercises(
	{json, ascii}: ListExercisesCommand,
	{catalog, progress, streams, warn}: Pick<Deps, 'catalog' | 'progress' | 'streams' | 'warn'>,
): Promise<number> {
	const done = progress.done();
	const exercises = catalog.exercises().map(({name, exercise}) => ({
		kind: 'exercise',
		name,
		title: exercise.title,
		minutes: exercise.minutes,
		done: (['javascript', 'python'] as const).filter(language => done.has(`exercise:${name}:${language}`)),
	}));
	const warning = progress.takeWarning();
	if (warning) {
		warn(warning);
	}
	if (json) {
		return await printText(streams.stdout, exercises.map(each => `${JSON.stringify(each)}\n`).join(''));
	}
	const [names, titles] = (['name', 'title'] as const).map(field =>
		Math.max(...exercises.map(each => each[field].length)),
	) as [number, number];
	const mark = ascii ? '*' : '✓';
	return await printText(
		streams.stdout,
		[
			'Exercises   (async-tui exercise NAME, in the folder for your file)',
			...exercises.map(({name, title, minutes, done}) => {
				const words = `${name.padEnd(names)}  ${title.padEnd(titles)}  ${minutes} min  ${done.join(', ')}`;
				return `  ${done.length > 0 ? mark : ' '}  ${words}`.trimEnd();
			}),
			'',
		].join('\n'),
	);
}
