import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`positions in Python: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`positions in Python ${version}`, () => {
		const running = runProgram({python, program: 'positions', tasks: ['every'], strategy: 'sequential'});

		test('every reported place is the await that is suspended then', async () => {
			const trace = await running;
			const ended = eventOf(trace, 'task-ended', 'every');
			assert.equal(ended.value, "'all of them'", JSON.stringify(ended));
			const lines = linesOf(trace, 'positions.py');
			for (const {place} of eventsOf(trace, 'task-waiting')) {
				const line = place?.file === 'positions.py' ? lines[place.line - 1] : 'await';
				assert.match(line ?? '', /await|async (for|with)|yield/, `line ${place?.line} is suspended: ${line}`);
			}

			const labels = eventsOf(trace, 'output-written');
			assert(labels.length >= 60, `${labels.length} labels`);
			for (const output of labels) {
				// The lane on whose line `pause` was called is suspended next, there.
				const next = trace
					.slice(trace.indexOf(output))
					.find(event => event.type === 'task-waiting' && event.task === output.task);
				assert(next?.type === 'task-waiting' && next.place, `nothing waits after ${output.text}`);
				const line = lines[next.place.line - 1] ?? '';
				const expected = /^(gather |wait|shield|as_completed)/.test(output.text) ? '# nested' : output.text;
				assert(line.includes(expected), `${output.text} is suspended at ${line}`);
			}
		});

		test('the column is that of the operand', {skip: minor < 11 && 'takes Python 3.11'}, async () => {
			const trace = await running;
			const lines = linesOf(trace, 'positions.py');
			const operands = eventsOf(trace, 'task-waiting').map(({place}) =>
				lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 1) - 1),
			);
			for (const operand of ['pause("ternary", 2)', 'pause("and right", either)', 'Shapes.create()', 'arrival  #']) {
				assert(
					operands.some(text => text?.startsWith(operand)),
					operand,
				);
			}
		});

		test('generators are suspended at their yields, and end', async () => {
			const trace = await running;
			const generators = eventsOf(trace, 'task-created').filter(({kind}) => kind === 'generator');
			assert.deepEqual(
				generators.map(({name}) => name),
				['values', '<genexpr>', 'values', 'delegates', 'values', 'values', 'managed', 'managed'],
			);
			for (const {task} of generators) {
				assert.equal(eventOf(trace, 'task-ended', task).outcome, 'done');
			}

			const yields = eventsOf(trace, 'task-waiting', generators[2]?.task).filter(({on}) => on.kind === 'yield');
			assert.equal(yields.length, 2);
		});

		test('what a task waits for is known', async () => {
			const trace = await running;
			const lines = linesOf(trace, 'positions.py');
			const nameOf = (task: string) => eventOf(trace, 'task-created', task).name;
			const waitsAt = (text: string) => {
				const wait = eventsOf(trace, 'task-waiting').find(({place}) => lines[(place?.line ?? 0) - 1]?.includes(text));
				assert(wait, text);
				const {on} = wait;
				return on.kind === 'join'
					? [on.how, ...on.tasks.map(nameOf), on.count]
					: on.kind === 'task'
						? [nameOf(on.task)]
						: on;
			};
			assert.deepEqual(waitsAt('await pause("plain")'), {kind: 'timer', ms: 1});
			assert.deepEqual(waitsAt('await loops()'), ['loops']);
			assert.deepEqual(waitsAt('for value in delegates()'), ['delegates']);
			assert.deepEqual(waitsAt('await asyncio.gather(inner('), ['gather', 'inner', 'inner', 2]);
			assert.deepEqual(waitsAt('await asyncio.gather(asyncio.gather('), ['gather', 'tries', 2]);
			assert.deepEqual(waitsAt('await asyncio.wait('), ['wait', 'inner', 1]);
			assert.deepEqual(waitsAt('await asyncio.wait_for(inner('), ['inner']);
			assert.deepEqual(waitsAt('await asyncio.wait_for(asyncio.gather('), ['gather', 'inner', 1]);
			assert.deepEqual(waitsAt('await asyncio.wait_for(asyncio.get_running_loop()'), {kind: 'thread', what: 'sleep'});
			assert.deepEqual(waitsAt('await asyncio.shield('), ['shield', 'inner', 1]);
			assert.deepEqual(waitsAt('await arrival'), ['as_completed', 'inner', 1]);
		});
	});
}

function linesOf(trace: readonly TraceEvent[], file: string): readonly string[] {
	const {files} = eventOf(trace, 'run-described');
	return files.find(({name}) => name === file)?.text.split('\n') ?? [];
}
