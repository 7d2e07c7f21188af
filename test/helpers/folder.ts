import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';

/** Files by name. */
export type Files = Readonly<Record<string, string>>;

/** A folder with these files that is gone after the test: its address. */
export function folderOf(context: TestContext, files: Files): URL {
	const folder = makeFolder(files);
	context.after(() => rmSync(folder, {recursive: true}));
	return folder;
}

/** The same for as long as it is used. */
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
