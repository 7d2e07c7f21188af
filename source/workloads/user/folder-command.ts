import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {quotePath} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import type {OpenError} from './open-context.ts';
import {whatWasMeant} from './what-was-meant.ts';

/**
 * The command that runs a folder. `runtime`: the first word is that runtime, to be found as for a file. `runsInFolder`:
 * whether the command runs in the folder itself.
 */
export type FolderCommand = {
	readonly words: readonly [string, ...string[]];
	readonly runsInFolder: boolean;
	readonly runtime?: 'node' | 'python';
};

/**
 * Finds the command for a folder that is not a lesson: it runs `__main__.py`, the start script of the package.json, or
 * its main file. `folder`: as the user named it.
 */
export function folderCommand(folder: string): FolderCommand | OpenError {
	const name = folder.replace(/[/\\]*$/, '/');
	const bare = folder.replace(/(?<=.)[/\\]+$/, '');
	if (!existsSync(folder)) {
		const isNamedFolder = /[/\\]$/.test(folder);
		const meant = isNamedFolder ? undefined : whatWasMeant(folder);
		const hint = meant === undefined ? '' : `. Did you mean "${meant}"?`;
		const what = isNamedFolder ? 'directory' : 'file or directory';
		return {error: `cannot run ${quotePath(folder)}: no such ${what}${hint}`};
	}

	const isPython = existsSync(join(folder, '__main__.py'));
	const manifest = readManifest(folder);
	if (isPython && manifest) {
		const python = `async-tui -- python3 ${shellQuote(bare)}`;
		const node = `async-tui -- npm --prefix ${shellQuote(bare)} start`;
		return {error: `${quotePath(name)} has __main__.py and package.json. Say which: ${python}, or ${node}`};
	}

	if (isPython) {
		return {words: ['python3', bare], runsInFolder: false, runtime: 'python'};
	}

	if (manifest?.start) {
		return {words: [manifest.manager, 'start'], runsInFolder: true};
	}

	return manifest?.main || existsSync(join(folder, 'index.js'))
		? {words: ['node', bare], runsInFolder: false, runtime: 'node'}
		: {error: `${quotePath(name)} has no lesson.json, __main__.py, package.json or index.js`};
}

type Manifest = {readonly start: boolean; readonly main: boolean; readonly manager: string};

/** Reads the folder's package.json. Undefined if it is missing or invalid. */
function readManifest(folder: string): Manifest | undefined {
	try {
		const {scripts, main, packageManager} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const [manager] = typeof packageManager === 'string' ? packageManager.split('@') : [];
		return {
			start: typeof scripts?.start === 'string',
			main: typeof main === 'string',
			manager: managers.find(({name}) => name === manager)?.name ?? managerByLockFile(folder),
		};
	} catch {
		return undefined;
	}
}

const managers = [
	{name: 'npm', locks: ['package-lock.json']},
	{name: 'pnpm', locks: ['pnpm-lock.yaml']},
	{name: 'yarn', locks: ['yarn.lock']},
	{name: 'bun', locks: ['bun.lock', 'bun.lockb']},
] as const;

function managerByLockFile(folder: string): string {
	const found = managers.find(({locks}) => locks.some(lock => existsSync(join(folder, lock))));
	return found?.name ?? 'npm';
}
