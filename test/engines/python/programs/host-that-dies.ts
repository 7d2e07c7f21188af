import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {createPythonEngine} from '../../../../source/engines/python/engine.ts';
import {programOf} from '../../../helpers/run-python.ts';

/** Runs one task for ever, with the Python that is named first, and prints the line in which the task tells its process. */
const program = `
import asyncio, os

async def waits():
    print("pid", os.getpid())
    await asyncio.sleep(60)

async def spins():
    print("pid", os.getpid())
    while True:
        pass

async def sums():
    print("pid", os.getpid())
    sum(range(10**12))
`;

const [, , named, task = 'waits'] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
const engine = createPythonEngine({named, env: process.env, cwd: folder});
for await (const event of engine.run(programOf({program, tasks: [task]}, folder), new AbortController().signal)) {
	if (event.type === 'output-written') {
		rmSync(folder, {recursive: true});
		process.stdout.write(event.text);
	}
}
