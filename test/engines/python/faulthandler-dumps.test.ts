import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {Program} from '../../../source/engines/engine.ts';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {createDumpParser} from '../../../source/engines/python/faulthandler-dumps.ts';
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

test('a dump tells of a block since a task took the thread, and of none in a loop that waits', () => {
	const url = new URL('file:///shop/program.py');
	const program = {
		description: {files: [{name: 'program.py', role: 'program', text: 'one\n\ttwo\n'}]},
		files: [{name: 'program.py', role: 'program', url}],
	} as unknown as Program;
	const parser = createDumpParser(program, '/runner.py');
	const dump = (file: string) =>
		`Timeout (0:00:00.300000)!\nThread 0x1 (most recent call first):\n  File "${file}", line 9 in held\n` +
		'  File "/shop/program.py", line 2 in work\n  File "/runner.py", line 1 in <module>\n';
	parser.onEvent({type: 'loop-beat', at: 20, lag: 0});
	parser.onEvent({type: 'task-created', at: 60, task: '#3', name: 'other', kind: 'thread'});
	parser.onEvent({type: 'task-resumed', at: 70, task: '#2'});
	parser.onEvent({type: 'task-started', at: 80, task: '#3'});
	const place = {file: 'program.py', line: 2, column: 2, function: 'work'};
	const blocked = {type: 'loop-blocked', at: 400, since: 70, task: '#2', place, inside: 'held'};
	assert.deepEqual(parser.parse(dump('/lib/python3.13/re/__init__.py'), 400).events, [blocked]);
	assert.deepEqual(parser.parse(dump('/lib/python3.13/selectors.py'), 800).events, []);
});

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
