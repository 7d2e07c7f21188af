import {accessSync, constants, readdirSync, statSync} from 'node:fs';
import {delimiter, dirname, join, resolve} from 'node:path';
import {suggest} from '../../text/did-you-mean.ts';

/** What a command gets from this process. */
export type CommandPlace = {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** See `Command.files`. */
	readonly files?: readonly number[];
};

/** An executable. `argument`: what starts it; `path`: where it is. */
export type FoundCommand = {readonly argument: string; readonly path: string};

/** Why a command cannot be started. */
export type MissingCommand = {readonly missing: 'not-found' | 'not-executable' | 'directory'};

/**
 * Finds the executable of a command: a path, or a name in `node_modules/.bin` of this folder or one above, else on the
 * `PATH`.
 */
export function findCommand(word: string, place: CommandPlace): FoundCommand | MissingCommand {
	if (/[/\\]/.test(word)) {
		const path = resolve(place.cwd, word);
		return isExecutable(path) ? {argument: word, path} : {missing: whyNot(path)};
	}

	const local = binFolders(place.cwd).map(folder => join(folder, word));
	const own = local.find(isExecutable);
	if (own !== undefined) {
		return {argument: own, path: own};
	}

	const path = pathFolders(place)
		.map(folder => join(folder, word))
		.find(isExecutable);
	return path === undefined ? {missing: 'not-found'} : {argument: word, path};
}

/** Returns the command that was probably meant by an unknown name. Undefined if none is similar. */
export function similarCommand(word: string, place: CommandPlace): string | undefined {
	const names = [...binFolders(place.cwd), ...pathFolders(place)].flatMap(namesIn);
	return suggest(word, [...new Set(names)]);
}

function binFolders(folder: string): readonly string[] {
	const parent = dirname(folder);
	return [join(folder, 'node_modules', '.bin'), ...(parent === folder ? [] : binFolders(parent))];
}

function pathFolders({cwd, env}: CommandPlace): readonly string[] {
	return (env.PATH ?? '').split(delimiter).flatMap(folder => (folder === '' ? [] : [resolve(cwd, folder)]));
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function whyNot(path: string): MissingCommand['missing'] {
	const found = statSync(path, {throwIfNoEntry: false});
	return found?.isDirectory() ? 'directory' : found?.isFile() ? 'not-executable' : 'not-found';
}

function isFile(path: string): boolean {
	return statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return isFile(path);
	} catch {
		return false;
	}
}
