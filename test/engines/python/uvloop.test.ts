import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {testPython} from '../../helpers/pythons.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const python = await testPython();
const hasUvloop = python && spawnSync(python.executable, ['-c', 'import uvloop']).status === 0;

for (const [how, run] of Object.entries({
	'as its policy': 'asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())\nasyncio.run(main())',
	'by its own run': 'uvloop.run(main())',
})) {
	test(`a program on uvloop's loop, ${how}, is told as on the library's`, {
		skip: !hasUvloop && 'no Python with uvloop at hand',
	}, async () => {
		const trace = await runText({
			python: python?.executable ?? '',
			program: `import asyncio, uvloop

async def load(seconds):
    await asyncio.sleep(seconds)

async def main():
    await asyncio.gather(load(0.1), load(0.2))

${run}
`,
		});
		const tasks = eventsOf(trace, 'task-created').filter(({name}) => name === 'load');
		assert.equal(tasks.length, 2);
		for (const {task} of tasks) {
			assert.equal(eventOf(trace, 'task-waiting', task).place?.line, 4);
			assert.equal(eventOf(trace, 'task-ended', task).outcome, 'done');
		}
		assert(eventsOf(trace, 'loop-beat').length > 0);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
	});
}
