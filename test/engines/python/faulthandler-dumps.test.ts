import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {folderOf} from '../../helpers/folder.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {runFile} from '../../helpers/run-file.ts';
import {eventOf} from '../../helpers/run-program.ts';

const python = await testPython();

/** Python writes a stack in ASCII, and the first 500 characters of a path. */
const paths: Readonly<Record<string, string>> = {
	'letters outside ASCII': 'prüfung 検査 𝄞/größe.py',
	'quotes, a backslash and a tab': 'it\'s "so"/\\x41\t.py',
	'more than 500 characters': `${['x', 'y', 'z'].map(letter => letter.repeat(200)).join('/')}/holds.py`,
};

const text = `import re
def größe():
    re.match("(a+)+$", "a" * 40 + "b")
größe()
`;

for (const [name, path] of Object.entries(paths)) {
	const skip = python ? process.platform === 'win32' && 'not on Windows' : withoutPython;
	test(`the line that holds the interpreter's lock is found in a path with ${name}`, {skip}, async context => {
		const file = pathToFileURL(join(fileURLToPath(folderOf(context, {[path]: text})), path));
		const abort = new AbortController();
		// Without its line such a block is not seen at all.
		setTimeout(() => abort.abort(), 10_000).unref();
		const trace = await runFile(file, {
			engine: createPythonEngine({named: python?.executable, env: process.env, cwd: '.'}),
			signal: abort.signal,
			on: event => event.type === 'loop-blocked' && abort.abort(),
		});
		const {place, inside} = eventOf(trace, 'loop-blocked');
		assert.deepEqual([place?.line, place?.function, inside], [3, 'größe', 'match']);
	});
}

test("the line that holds the interpreter's lock is found in another module of the program", {
	skip: python ? process.platform === 'win32' && 'not on Windows' : withoutPython,
}, async context => {
	const main = 'import asyncio\nfrom größe import holds\nasyncio.run(holds())\n';
	const module = `import asyncio, re
async def holds():
    await asyncio.sleep(0.01)
    re.match("(a+)+$", "a" * 40 + "b")
`;
	const abort = new AbortController();
	setTimeout(() => abort.abort(), 10_000).unref();
	const trace = await runFile(new URL('main.py', folderOf(context, {'main.py': main, 'größe.py': module})), {
		engine: createPythonEngine({named: python?.executable, env: process.env, cwd: '.'}),
		signal: abort.signal,
		on: event => event.type === 'loop-blocked' && abort.abort(),
	});
	const {place} = eventOf(trace, 'loop-blocked');
	assert.deepEqual([place?.file, place?.line, place?.function], ['größe.py', 4, 'holds']);
});
