import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {createEventLines} from '../../../source/exports/lines/event-lines.ts';
import {findLane} from '../../../source/model/analysis/find-lane.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {pythonsWith, testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`the names of tasks: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`the names of tasks in Python ${version}`, () => {
		test('lanes of one function are told apart by the names of their tasks', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def work(): await asyncio.sleep(0.01)

async def main():
    renamed = asyncio.create_task(work())
    renamed.set_name("later")
    await asyncio.gather(renamed, asyncio.create_task(work(), name="first"), asyncio.create_task(work()))

asyncio.run(main())
`,
			});
			const description = eventOf(trace, 'run-described');
			const model = modelAt([description, ...trace.slice(1)], Number.POSITIVE_INFINITY);
			const shown = model.lanes.map(({name}) => name);
			assert.deepEqual(shown, ['top level', 'main', 'work later', 'work first', 'work']);
			assert.equal(findLane(model, 'work#2')?.name, 'work first');
			const toLines = createEventLines(description, false);
			const ends = trace.flatMap(toLines).filter(line => / {2}done /.test(line) && line.includes('work'));
			assert.deepEqual(ends.map(line => /work(?: \w+)?/.exec(line)?.[0]).toSorted(), [
				'work',
				'work first',
				'work later',
			]);
		});

		test('a decorated function has one name, whether a task runs it or not', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, functools

def logged(function):
    @functools.wraps(function)
    async def logs(): return await function()
    return logs

@logged
async def work(): await asyncio.sleep(0)

async def main():
    await work()
    await asyncio.create_task(work())

asyncio.run(main())
`,
			});
			const created = eventsOf(trace, 'task-created').map(({name}) => name);
			assert.deepEqual(created, ['top level', 'main', 'logs', 'work', 'logs', 'work']);
		});
	});
}

// Each reports calls in its own way.
for (const python of pythonsWith(['asyncio'])) {
	test(`a task that is destroyed has one lane in ${python}`, async () => {
		const trace = await runText({
			python,
			program: `import asyncio, gc

async def main():
    async def orphan(): await asyncio.get_running_loop().create_future()
    asyncio.create_task(orphan())
    await asyncio.sleep(0)
    gc.collect()
    await asyncio.sleep(0.01)

asyncio.run(main())
`,
		});
		const created = eventsOf(trace, 'task-created').map(({name}) => name);
		assert.deepEqual(created, ['top level', 'main', 'orphan']);
		const outcomes = eventsOf(trace, 'task-ended').map(({outcome}) => outcome);
		assert(!outcomes.includes('failed'), outcomes.join());
	});
}
