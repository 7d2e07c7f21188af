import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';

/** Files by name. */
export type Files = Readonly<Record<string, string>>;

/** Makes a folder with files for one test, and removes it after the test. Returns its URL. */
export function folderOf(context: TestContext, files: Files): URL {
	const folder = makeFolder(files);
	context.after(() => rmSync(folder, {recursive: true}));
	return folder;
}

/** Makes a folder with files, and removes it after `use`. */
export async function withFolder<Result>(files: Files, use: (folder: URL) => Promise<Result>): Promise<Result> {
	const folder = makeFolder(files);
	try {
		return await use(folder);
	} finally {
		rmSync(folder, {recursive: true});
	}
}

function makeFolder(files: Files): URL {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'async-tui-')));
	for (const [name, text] of Object.entries(files)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, text);
	}

	return pathToFileURL(`${folder}/`);
}
