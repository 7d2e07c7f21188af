import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, written} from '../../helpers/run-program.ts';

/** The calls of a function that were reported, and how many were counted. */
function callsOf(trace: readonly TraceEvent[], name: string) {
	const reported = eventsOf(trace, 'task-created').filter(event => event.name === name);
	const counted = eventsOf(trace, 'calls-counted').filter(event => event.name === name);
	return {reported, counted: counted.reduce((sum, {times}) => sum + times, 0), events: counted};
}

test('calls of a function that is called too often are counted, from the 201st on', async () => {
	const trace = await runText({
		program: `
			async function step(number) { await null; return number + 1; }
			let number = 0;
			for (let turn = 0; turn < 5000; turn++) number = await step(number);
			console.log(number);
		`,
	});
	const {reported, counted, events} = callsOf(trace, 'step');
	assert.equal(reported.length + counted, 5000);
	assert(counted > 0 && reported.length >= 200, `${reported.length} reported, ${counted} counted`);
	for (const {place, since, at, busy, longest} of events) {
		assert.deepEqual([place.line, place.function], [2, 'step']);
		assert(busy <= at - since && longest < 20);
	}
	assert.equal(written(trace), '5000\n');
});

test('a call that rests, fails, prints or calls something that rests is reported, with its lines', async () => {
	const trace = await runText({
		program: `
			const pause = () => new Promise(resolve => setTimeout(resolve, 100));
			async function rests() {
				await pause(); // here
			}
			async function step(number) {
				await null;
				if (number === 1000) await pause(); // step
				if (number === 2000) throw new Error('2000');
				if (number === 3000) console.log('3000');
				if (number === 4000) await rests(); // caller
			}
			for (let number = 0; number < 5000; number++) await step(number).catch(() => {});
		`,
	});
	const {reported, counted} = callsOf(trace, 'step');
	assert.equal(reported.length + counted, 5000);
	const linesOf = (task: string) =>
		eventsOf(trace, 'task-waiting')
			.filter(event => event.task === task && event.on.kind !== 'yield')
			.map(({place, on}) => [place?.line, on.kind]);
	const steps = new Set(reported.map(({task}) => task));
	const resting = eventsOf(trace, 'task-waiting').filter(({task, place}) => steps.has(task) && place?.line === 8);
	assert.deepEqual(
		resting.map(({task}) => linesOf(task)),
		[[[8, 'timer']]],
	);
	const failed = eventsOf(trace, 'task-ended').filter(({outcome}) => outcome === 'failed');
	assert.deepEqual(
		failed.map(({task, error}) => [steps.has(task), error?.message]),
		[[true, '2000']],
	);
	const {task: printing = ''} = eventOf(trace, 'output-written');
	assert(steps.has(printing));
	const [below] = callsOf(trace, 'rests').reported;
	assert(below?.parent !== undefined && steps.has(below.parent));
	assert.deepEqual(linesOf(below.parent), [[11, 'task']]);
	assert.deepEqual(linesOf(below.task), [[4, 'timer']]);
});

test('a call that does not end is reported at the end at the latest', async () => {
	const trace = await runText({
		program: `
			async function step(number) { await (number < 999 ? null : new Promise(() => {})); }
			for (let number = 0; number < 1000; number++) await step(number);
		`,
	});
	assert.equal(eventOf(trace, 'run-ended').outcome, 'stalled');
	const {reported, counted} = callsOf(trace, 'step');
	assert.equal(reported.length + counted, 1000);
	const waiting = eventsOf(trace, 'task-waiting').findLast(({task}) => task === reported.at(-1)?.task);
	assert.deepEqual([waiting?.place?.line, waiting?.on.kind], [2, 'opaque']);
});

test('a thousand calls that wait at once are all reported, each with its wait', async () => {
	// Ten rests: the time that the tracer needs for two thousand calls, during one of them, is not part of how long they last.
	const trace = await runText({
		program: `
			const resolvers = [];
			async function sleeps() { await new Promise(resolve => setTimeout(resolve, 20)); }
			async function waits() { await new Promise(resolve => resolvers.push(resolve)); }
			const calls = Array.from({length: 1000}, () => [sleeps(), waits()]);
			const all = Promise.all(calls.flat());
			for (let rest = 0; rest < 10; rest++) await new Promise(resolve => setTimeout(resolve, 30));
			resolvers.forEach(resolve => resolve());
			await all;
		`,
	});
	const waiting = new Set(eventsOf(trace, 'task-waiting').map(({task}) => task));
	for (const name of ['sleeps', 'waits']) {
		const {reported} = callsOf(trace, name);
		assert.deepEqual([reported.length, reported.every(({task}) => waiting.has(task))], [1000, true], name);
	}
});
