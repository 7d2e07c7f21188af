import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe as suite, test} from 'node:test';
import type {PythonTasks} from '../../../source/engines/python/find-tasks.ts';
import {findPythonTasks} from '../../../source/engines/python/find-tasks.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`the tasks of a Python file: ${withoutPython}`);
}

for (const {executable, version} of pythons) {
	suite(`the tasks of a file, as Python ${version} reads it`, () => {
		const find = async (text: string | Uint8Array, path = 'jobs.py'): Promise<PythonTasks> => {
			const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
			try {
				writeFileSync(join(folder, path), text);
				return await findPythonTasks({executable}, join(folder, path));
			} finally {
				rmSync(folder, {recursive: true});
			}
		};
		const names = (found: PythonTasks) => ('tasks' in found ? found.tasks.map(task => [task.name, task.line]) : found);

		test('public async functions of the top level that need no arguments are tasks', async () => {
			const found = await find(`import asyncio, nowhere
raise SystemExit("nothing of this runs")

async def plain(): pass

@nowhere.decorated
async def decorated(): pass

async def with_defaults(a=1, *rest, b=2, **more): pass
async def needs(a): pass
async def needs_by_name(*, a): pass
async def _private(): pass
async def gives():
    yield 1
async def makes_a_generator():
    def inner():
        yield 1
def not_async(): pass
class Jobs:
    async def method(self=None): pass
async def twice(): pass
async def becomes_something_else(): pass
becomes_something_else = 1
async def twice(): return 2
`);
			assert.deepEqual(names(found), [
				['plain', 4],
				['decorated', 7],
				['with_defaults', 9],
				['makes_a_generator', 15],
				['twice', 24],
			]);
			assert('tasks' in found);
			assert.deepEqual(found.starts, {line: 2, guarded: false});
		});

		test('a file that does more than define names says where', async () => {
			const starts = async (text: string) => {
				const found = await find(`import asyncio\nasync def main(): pass\n${text}\n`);
				return 'tasks' in found ? found.starts : found;
			};
			assert.deepEqual(await starts('asyncio.run(main())'), {line: 3, guarded: false});
			assert.deepEqual(await starts('with open("x") as f:\n    print(asyncio.run(main()))'), {line: 3, guarded: false});
			assert.deepEqual(await starts('asyncio.new_event_loop().run_until_complete(main())'), {line: 3, guarded: false});
			assert.deepEqual(await starts('if __name__ == "__main__":\n    asyncio.run(main())'), {line: 3, guarded: true});
			assert.deepEqual(await starts('if "__main__" == __name__:\n    start()'), {line: 3, guarded: true});
			assert.deepEqual(await starts('import subprocess\nsubprocess.run(["true"])'), {line: 4, guarded: false});
			assert.deepEqual(await starts('print("hello")'), {line: 3, guarded: false});
			assert.deepEqual(await starts('result = asyncio.run(main())'), {line: 3, guarded: false});
			assert.deepEqual(await starts('rows = list(asyncio.run(main()))'), {line: 3, guarded: false});
			assert.deepEqual(await starts('for _ in range(2):\n    pass'), {line: 3, guarded: false});
			assert.deepEqual(await starts('if LIMIT:\n    print(1)\nprint(2)'), {line: 5, guarded: false});
			assert.deepEqual(await starts('import os\nif os.name == "nt":\n    print(1)'), {line: 4, guarded: true});
			assert.deepEqual(await starts('def start():\n    return 1\ncode = start()'), {line: 5, guarded: true});
			const definitions = [
				'def start():\n    asyncio.run(main())',
				'LIMIT: int = 3\nLIMIT += 1\ntasks = [main for _ in range(3)]',
				'try:\n    import uvloop\nexcept ImportError:\n    uvloop = None',
				'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os',
				'import logging\nlog = logging.getLogger(__name__)',
				'...\n"A text."\npass\nclass Job: pass',
			];
			for (const text of definitions) {
				assert.equal(await starts(text), undefined, text);
			}
		});

		test('what is wrong with a file is told with its line', async () => {
			const syntax = await find('import asyncio\n\nasync def f(:\n    pass\n');
			assert('error' in syntax && syntax.error !== '');
			assert.equal(syntax.line, 3);
			assert.deepEqual(await find('async def f(): pass\nawait f()\n'), {error: "'await' outside function", line: 2});
			const zero = await find('async def f(): pass\0\n');
			assert('error' in zero);
			assert.match(zero.error, /null byte/);
			assert('error' in (await find(`x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`)));
			assert.deepEqual(await findPythonTasks({executable}, join(tmpdir(), 'async-tui-missing.py')), {
				error: 'No such file or directory',
			});
		});

		test('a file is read in its own encoding, and names can hold any letter', async () => {
			const text = '# coding: latin-1\nasync def grün(): pass\n';
			assert.deepEqual(names(await find(Buffer.from(text, 'latin1'), 'größe "1".py')), [['grün', 2]]);
			assert.deepEqual(names(await find('\ufeffasync def первый(): pass\n')), [['первый', 1]]);
		});

		test('warnings of the compiler are no part of the answer', async () => {
			assert.deepEqual(names(await find('async def f(): return "\\d" is 1\n')), [['f', 1]]);
		});
	});
}

test('a Python that cannot be asked is told', async () => {
	const executable = join(tmpdir(), 'async-tui-no-python');
	const found = await findPythonTasks({executable}, 'jobs.py');
	assert('error' in found);
	assert.match(found.error, /async-tui-no-python cannot parse it: .*ENOENT/);
});
