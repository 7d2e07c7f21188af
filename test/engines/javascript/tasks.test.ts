import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const reply = (path: string, more: object = {}) => ({path, share: 1, body: {path}, ...more});

const fetching = `
	export async function one({signal}) {
		const response = await fetch('https://test.example/one', {signal});
		return await response.json();
	}
	export async function two({signal}) {
		const response = await fetch('https://test.example/two', {signal});
		return await response.json();
	}
`;
const one = {id: 'one', latency: 100, replies: [reply('/one')]};
const two = {id: 'two', latency: 200, replies: [reply('/two')]};

test('a task is the call of its async function, and its parent the call of the strategy', async () => {
	const trace = await runProgram({program: fetching, tasks: [one, two]});
	const calls = eventsOf(trace, 'task-created').filter(({kind}) => kind === 'call');
	assert.deepEqual(
		calls.map(({name}) => name),
		['concurrent'],
	);
	assert.deepEqual(
		eventsOf(trace, 'task-created').flatMap(({kind, parent}) => (kind === 'planned' ? [parent] : [])),
		[calls[0]?.task, calls[0]?.task],
	);
	assert.deepEqual(
		eventsOf(trace, 'task-waiting', 'one').map(({place, on}) => [place?.line, on.kind === 'io' && on.what]),
		[
			[3, 'GET /one'],
			[4, 'GET /one'],
		],
	);
	const all = eventsOf(trace, 'task-waiting', calls[0]?.task)[0]?.on;
	assert.deepEqual(all, {kind: 'join', how: 'all', tasks: ['one', 'two'], count: 2});
	assert.equal(eventOf(trace, 'strategy-settled').value, "[ { path: '/one' }, { path: '/two' } ]");
});

test('functions that are not async are tasks as well', async () => {
	const trace = await runProgram({
		program: `
			const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
			const work = async () => { await sleep(20); return 'worked'; };
			export const forwards = () => work();
			export const both = () => Promise.all([work(), work()]);
			export const bare = () => sleep(10);
			export const ready = () => Promise.resolve('at once');
			export const value = () => 7;
			export const throws = () => { throw new TypeError('no promise'); };
			export const helped = () => { work(); return work(); };
		`,
		tasks: ['forwards', 'both', 'bare', 'ready', 'value', 'throws', 'helped'],
		strategy: 'all-settled',
	});
	const ends = eventsOf(trace, 'task-ended').filter(({task}) => !task.startsWith('#'));
	assert.deepEqual(Object.fromEntries(ends.map(({task, value, error}) => [task, value ?? error?.message])), {
		forwards: "'worked'",
		both: "[ 'worked', 'worked' ]",
		bare: 'undefined',
		ready: "'at once'",
		value: '7',
		throws: 'no promise',
		helped: "'worked'",
	});
	const created = eventsOf(trace, 'task-created');
	const callsOf = (parent: string) => created.filter(event => event.parent === parent).map(({name}) => name);
	assert.deepEqual(callsOf('forwards'), [], 'what forwards returns is the promise of the call: they are one');
	assert.deepEqual(callsOf('both'), ['work', 'work']);
	assert.deepEqual(callsOf('helped'), ['work', 'work']);
	assert.equal(eventsOf(trace, 'task-waiting', 'forwards')[0]?.place?.line, 3);
});

test('calls within a task have it as their parent, also from callbacks', async () => {
	const trace = await runProgram({
		program: `
			const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
			async function inner() { await sleep(5); }
			export async function task() {
				await inner();
				await new Promise(resolve => setTimeout(() => inner().then(resolve), 5));
			}
		`,
		tasks: ['task'],
	});
	const inner = eventsOf(trace, 'task-created').filter(({name}) => name === 'inner');
	assert.deepEqual(
		inner.map(({parent}) => parent),
		['task', 'task'],
	);
});

test('who loses a race runs on, and the run ends with the last task', async () => {
	const trace = await runProgram({program: fetching, tasks: [one, two], strategy: 'race'});
	const settled = eventOf(trace, 'strategy-settled');
	assert.deepEqual([settled.outcome, settled.open], ['done', ['two']]);
	const loser = eventOf(trace, 'task-ended', 'two');
	assert.equal(loser.outcome, 'done');
	assert(trace.indexOf(loser) > trace.indexOf(settled));
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});

test('the siblings of a failure run on', async () => {
	const failing = {...one, replies: [reply('/one', {fails: true})]};
	const trace = await runProgram({program: fetching, tasks: [failing, two]});
	const settled = eventOf(trace, 'strategy-settled');
	assert.deepEqual([settled.outcome, settled.error?.message, settled.open], ['failed', 'fetch failed', ['two']]);
	assert.equal(eventOf(trace, 'task-ended', 'one').error?.place?.line, 3);
	assert.equal(eventOf(trace, 'task-ended', 'two').outcome, 'done');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'failed');
	assert.equal(eventsOf(trace, 'warning-raised').length, 0);
});

test('all settled waits for both', async () => {
	const failing = {...one, replies: [reply('/one', {fails: true})]};
	const trace = await runProgram({program: fetching, tasks: [failing, two], strategy: 'all-settled'});
	const settled = eventOf(trace, 'strategy-settled');
	assert.deepEqual([settled.outcome, settled.open], ['done', []]);
	assert(settled.at > eventOf(trace, 'task-ended', 'two').at);
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});

test('a task group cancels the siblings of a failure', async () => {
	const failing = {...one, replies: [reply('/one', {fails: true})]};
	const trace = await runProgram({program: fetching, tasks: [failing, two], strategy: 'task-group'});
	assert.equal(eventOf(trace, 'task-ended', 'one').outcome, 'failed');
	assert.equal(eventOf(trace, 'task-ended', 'two').outcome, 'cancelled');
	assert.deepEqual(eventOf(trace, 'strategy-settled').open, []);
});

test('tasks that a failed strategy has not started are left open', async () => {
	const failing = {...one, replies: [reply('/one', {fails: true})]};
	const trace = await runProgram({program: fetching, tasks: [failing, two], strategy: 'sequential'});
	assert.deepEqual(eventOf(trace, 'run-ended').open, ['two']);
	assert.equal(eventsOf(trace, 'task-started', 'two').length, 0);
});

test('an unhandled rejection is a warning, the other tasks go on, and the run has failed', async () => {
	const trace = await runProgram({
		program: `${fetching}
			async function forgotten() { await null; throw new RangeError('nobody hears'); }
			export async function forgets() { forgotten(); return 'went on'; }
		`,
		tasks: ['forgets', one],
	});
	const warning = eventOf(trace, 'warning-raised');
	assert.deepEqual([warning.kind, warning.message], ['unhandled-rejection', 'RangeError: nobody hears']);
	assert.equal(warning.place?.line, 11);
	assert.equal(eventOf(trace, 'task-created', warning.task).name, 'forgotten');
	assert.deepEqual(
		['forgets', 'one'].map(task => eventOf(trace, 'task-ended', task).outcome),
		['done', 'done'],
	);
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.deepEqual([outcome, error?.message], ['failed', 'nobody hears']);
});

test('a rejection that the strategy never hears is not hidden by being watched', async () => {
	const trace = await runProgram({
		program: `
			export async function fails() { await null; throw new Error('unheard'); }
			export async function works() { await new Promise(resolve => setTimeout(resolve, 20)); }
		`,
		tasks: ['fails', 'works'],
		strategy: 'export default async function forgets(tasks) { tasks[0](); await tasks[1](); }',
	});
	assert.equal(eventOf(trace, 'warning-raised').task, 'fails');
});

test('a request that is not among the replies is answered with 404', async () => {
	const trace = await runProgram({
		program: `export async function missing() {
			const response = await fetch('https://test.example/missing');
			return [response instanceof Response, response.ok, response.status, response.url, await response.text()];
		}`,
		tasks: ['missing'],
	});
	assert.equal(
		eventOf(trace, 'task-ended', 'missing').value,
		"[ true, false, 404, 'https://test.example/missing', 'not found' ]",
	);
});

test('a request goes through its phases in its time', async () => {
	// In turn: a machine that is busy for a moment makes some of them late.
	const requests = Array.from({length: 5}, (_, index) => `request ${index}`);
	const trace = await runProgram({
		program: fetching,
		tasks: requests.map(id => ({...one, id, function: 'one', latency: 300})),
		strategy: 'sequential',
	});
	const shares: Record<string, number[]> = {waiting: [], receiving: [], received: []};
	for (const request of requests) {
		const phases = eventsOf(trace, 'request-advanced', request);
		const [connecting] = phases;
		assert(connecting);
		assert.equal(connecting.url, 'https://test.example/one');
		for (const [phase, all] of Object.entries(shares)) {
			const event = phases.find(event => event.phase === phase);
			assert(event, phase);
			all.push((event.at - connecting.at) / 300);
		}

		const last = phases.at(-1);
		assert.deepEqual([last?.bytes, last?.total], [15, 15]);
		assert(phases.filter(({phase}) => phase === 'receiving').length >= 3, 'the body arrives in parts');
	}

	for (const [phase, share] of Object.entries({waiting: 0.12, receiving: 0.7, received: 1})) {
		const least = Math.min(...(shares[phase] ?? []));
		assert(Math.abs(least - share) < 0.1, `${phase} after ${shares[phase]} of its time`);
	}
});

test('where the function of a task is defined is known when it ends', async () => {
	const trace = await runProgram({
		program: `
			export async function direct() { await null; }
			export const arrow = async ({signal}) => signal;
			export const other = () => load();
			async function load() { await null; }
			export const quick = () => at();
			async function at() { return 1; }
			export function plain() { return Promise.resolve(); }
		`,
		tasks: ['direct', 'arrow', 'other', 'quick', 'plain'],
	});
	const places = eventOf(trace, 'run-described').tasks.map(({id}) => eventOf(trace, 'task-ended', id).definedAt);
	assert.deepEqual(
		places.map(place => place && [place.file, place.line, place.function]),
		[
			['program.mjs', 2, 'direct'],
			['program.mjs', 3, 'arrow'],
			['program.mjs', 5, 'load'],
			['program.mjs', 7, 'at'],
			undefined,
		],
	);
});
