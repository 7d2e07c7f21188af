import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

test('every reported place is the await that is suspended then', async () => {
	const trace = await runProgram({program: 'positions', tasks: ['every'], strategy: 'sequential'});
	assert.equal(eventOf(trace, 'task-ended', 'every').value, "'all of them'");

	const lines = textOf(trace, 'positions.js');
	const waits = eventsOf(trace, 'task-waiting').filter(({place}) => place?.file === 'positions.js');
	for (const {place} of waits) {
		const line = lines[(place?.line ?? 0) - 1] ?? '';
		// Leaving a `for await` awaits the end of its generator.
		assert.match(line, /await|yield|break/, `line ${place?.line} is suspended: ${line}`);
	}

	const labels = eventsOf(trace, 'output-written').map(({text}) => text);
	assert(labels.length >= 45, `${labels.length} labels`);
	for (const output of eventsOf(trace, 'output-written')) {
		assert(output.place, output.text);
		const written = lines[output.place.line - 1] ?? '';
		// The lane on whose line `pause` was called is suspended next, there.
		const next = trace
			.slice(trace.indexOf(output))
			.find(event => event.type === 'task-waiting' && event.task === output.task);
		assert(next?.type === 'task-waiting', `nothing waits after ${output.text}`);
		if (output.text === 'returned') {
			assert.equal(next.place, undefined, 'a promise that is returned is awaited on no line');
			continue;
		}

		assert(next.place, `${output.text} waits nowhere`);
		const suspended = lines[next.place.line - 1] ?? '';
		const expected = output.text.match(/^(all|race|any)/) ? '// nested' : output.text;
		assert(suspended.includes(expected), `${output.text} (written at ${written}) is suspended at ${suspended}`);
	}
});

test('async generators are created, suspended at their yields, and end', async () => {
	const trace = await runProgram({program: 'positions', tasks: ['every'], strategy: 'sequential'});
	const generators = eventsOf(trace, 'task-created').filter(({kind}) => kind === 'generator');
	assert.deepEqual(
		generators.map(({name}) => name),
		['generator', 'values', 'generator'],
	);
	for (const {task, parent} of generators) {
		assert.equal(eventOf(trace, 'task-ended', task).outcome, 'done');
		assert.equal(eventsOf(trace, 'task-created', parent)[0]?.name, 'iterates');
		assert(eventsOf(trace, 'task-waiting', task).some(({on}) => on.kind === 'yield'));
	}
});

test('what a task waits for is known', async () => {
	const trace = await runProgram({program: 'positions', tasks: ['every'], strategy: 'sequential'});
	const lines = textOf(trace, 'positions.js');
	const waitsAt = (text: string) => {
		const wait = eventsOf(trace, 'task-waiting').find(({place}) => lines[(place?.line ?? 0) - 1]?.includes(text));
		assert(wait, text);
		return wait.on;
	};
	assert.deepEqual(waitsAt("await pause('arrow body')"), {kind: 'timer', ms: 1});
	assert.deepEqual(waitsAt('// sleep'), {kind: 'timer', ms: 1});
	assert.deepEqual(waitsAt('// import'), {kind: 'io', what: 'import()'});
	assert.deepEqual(waitsAt('await null'), {kind: 'yield'});
	assert.deepEqual(waitsAt("await pause('then')"), {kind: 'timer', ms: 1});
	const nameOf = (on: ReturnType<typeof waitsAt>) => on.kind === 'task' && eventOf(trace, 'task-created', on.task).name;
	assert.equal(nameOf(waitsAt('await loops()')), 'loops');
	assert.equal(nameOf(waitsAt('of generator()')), 'generator');
	const join = waitsAt("await Promise.all([inner('all one')");
	assert(join.kind === 'join');
	assert.equal(join.how, 'all');
	assert.equal(join.count, 2);
	assert.deepEqual(
		join.tasks.map(task => eventOf(trace, 'task-created', task).name),
		['inner', 'inner'],
	);
	const settled = waitsAt('Promise.allSettled([Promise.all(');
	assert(settled.kind === 'join');
	assert.deepEqual([settled.how, settled.count, settled.tasks.length], ['allSettled', 2, 1]);
});

function textOf(trace: readonly TraceEvent[], file: string): readonly string[] {
	return (
		eventOf(trace, 'run-described')
			.files.find(({name}) => name === file)
			?.text.split('\n') ?? []
	);
}
