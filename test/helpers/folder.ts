import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';

/** A folder with these files, by name, that is gone after the test: its address. */
export function folderOf(context: TestContext, files: Readonly<Record<string, string>>): URL {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'async-tui-')));
	context.after(() => rmSync(folder, {recursive: true}));
	for (const [name, text] of Object.entries(files)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, text);
	}

	return pathToFileURL(`${folder}/`);
}
