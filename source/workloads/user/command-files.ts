import {statSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import type {Command} from '../../engines/engine.ts';
import type {WatchedFiles} from '../workload.ts';
import {isProgramName} from './program-name.ts';

/** Programs that restart the program that they run. */
const reloaders = new Set(['nodemon', 'vite', 'watchmedo', 'watchfiles', 'node-dev', 'ts-node-dev', 'hupper']);

/**
 * Finds the files that a command is known to run: the program files among its words, or the module after `-m`. Other
 * files become known when its processes describe them. For a program that restarts itself, returns a clause that says
 * so.
 */
export function commandFiles(
	{argv: [, ...parameters], cwd}: Command,
	words: readonly string[],
	python: string | undefined,
): {readonly watched: WatchedFiles} | {readonly unwatched: string} {
	const [first = '', ...rest] = words;
	const flag = rest.find(
		word => /^--(reload|watch)(=|$)/.test(word) || (word === 'watch' && basename(first) === 'tsx'),
	);
	const tool = words.find(word => reloaders.has(basename(word)));
	if (flag !== undefined || tool !== undefined) {
		return {unwatched: tool ? `${basename(tool)} restarts programs itself` : `${first} ${flag} restarts itself`};
	}

	const module = parameters[parameters.indexOf('-m') + 1];
	const ofModule = parameters.includes('-m') && module ? module.replaceAll('.', '/') : undefined;
	const candidates = [
		...parameters.filter(word => isProgramName(word) || /\.[jt]sx$/.test(word)),
		...(ofModule === undefined ? [] : [`${ofModule}.py`, `${ofModule}/__main__.py`]),
		// The app of a server, such as `app:api`.
		...parameters.flatMap(word =>
			/^[\w.]+:\w+$/.test(word) ? [`${word.replace(/:.*/, '').replaceAll('.', '/')}.py`] : [],
		),
	];
	const files = candidates.map(word => resolve(cwd, word)).filter(isFile);
	return {watched: {files, folder: cwd, python}};
}

function isFile(path: string): boolean {
	return statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
}
