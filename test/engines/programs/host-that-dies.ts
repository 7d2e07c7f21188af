import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {engineFor, never, programOf} from '../../helpers/run-program.ts';

/** Runs one task for ever, in the Python that is named after it, and prints the line in which the task tells its process. */
const [, , task = '', python] = process.argv;

const inJavaScript = `
	export async function waits() {
		console.log('pid', process.pid);
		await new Promise(resolve => setTimeout(resolve, 60_000));
	}
	export async function spins() {
		console.log('pid', process.pid);
		while (true);
	}
`;

const inPython = `
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

import {eachEvent} from '../../helpers/events.ts';

const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
const program = programOf({python, program: python ? inPython : inJavaScript, tasks: [task]}, folder);
for await (const event of eachEvent(engineFor(python).run(program, never))) {
	if (event.type === 'output-written') {
		rmSync(folder, {recursive: true});
		process.stdout.write(event.text);
	}
}
