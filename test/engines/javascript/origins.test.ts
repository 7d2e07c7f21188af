import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withFolder} from '../../helpers/folder.ts';
import {programFile, runFile, runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

test('a wait says where its promise was made, and by which function of a library', async () => {
	const trace = await runFile(programFile('origins.mjs'));
	const origins = eventsOf(trace, 'task-created').flatMap(({task, name, kind}) => {
		const {on} = kind === 'call' ? eventOf(trace, 'task-waiting', task) : {};
		return on?.kind === 'opaque' || on?.kind === 'yield'
			? [[name, on.kind, on.madeAt?.line, on.madeAt?.function, on.madeBy]]
			: [];
	});
	assert.deepEqual(origins, [
		['byProgram', 'opaque', 8, 'made', undefined],
		['byNode', 'opaque', 17, 'byNode', 'finished'],
		['atOnce', 'yield', 9, 'settled', undefined],
		['byThen', 'opaque', 8, 'made', undefined],
		['byLimitOf', 'opaque', 37, 'limitOf', undefined],
		['byLimitBefore', 'opaque', 38, 'limitBefore', undefined],
		['byLimitAfter', 'opaque', 39, 'limitAfter', undefined],
	]);
});

test('optimized code that makes promises is not taken for calls of its own function', async () => {
	const program = `
let turns = 0;
async function spin() {
	while (turns < 60_000) {
		turns++;
		await Promise.resolve(turns);
	}
}
await spin();
`;
	const trace = await runText({program});
	assert.deepEqual(
		eventsOf(trace, 'task-created').map(({name}) => name),
		['top level', 'spin'],
	);
	assert.deepEqual(eventsOf(trace, 'calls-counted'), []);
});

test('a promise that was settled before it is awaited is told from one that was resolved with a pending one', async () => {
	const program = `
import {setTimeout as sleep} from 'node:timers/promises';
const connect = () => new Promise(resolve => resolve('connection'));
const open = () => new Promise(resolve => resolve(sleep(20)));
async function first() { await connect(); }
async function second() { await open(); }
await first();
await second();
`;
	const trace = await runText({program});
	const kinds = eventsOf(trace, 'task-created').map(({task, name}) => [
		name,
		eventsOf(trace, 'task-waiting', task)[0]?.on.kind,
	]);
	assert.deepEqual(kinds.slice(1), [
		['first', 'yield'],
		['second', 'opaque'],
	]);
});

test('what a package settles in callbacks of its own promises is settled by the call that started them', async () => {
	const files = {
		'node_modules/pool/index.mjs': `
			const waiting = [];
			let free = 1;
			const step = () => new Promise(resolve => resolve()).then(() => Promise.resolve());
			export function acquire() {
				return new Promise((resolve, reject) => {
					const entered = new Promise(enter => (free-- > 0 ? enter() : waiting.push(enter)));
					entered.then(step).then(resolve, reject);
				});
			}
			export async function acquireLater() { await step(); return acquire(); }
			export function release() { free++; waiting.shift()?.(); }
		`,
		'main.mjs': `
			import {setTimeout as sleep} from 'node:timers/promises';
			import {EventEmitter, once} from 'node:events';
			import {acquire, acquireLater, release} from './node_modules/pool/index.mjs';
			async function first() { await acquire(); await sleep(20); release(); }
			async function second() { await acquireLater(); release(); }
			async function third(bus) { await once(bus, 'ready'); }
			await Promise.all([first(), second()]);
			const bus = new EventEmitter();
			setTimeout(() => bus.emit('ready'), 10);
			await third(bus);
		`,
	};
	const trace = await withFolder(files, folder => runFile(new URL('main.mjs', folder), {folder}));
	const laneOf = (name: string) => eventsOf(trace, 'task-created').find(created => created.name === name)?.task;
	const [first, second] = [laneOf('first'), laneOf('second')];
	const madeBy = ['first', 'second', 'third'].map(name => {
		const {on} = eventsOf(trace, 'task-waiting', laneOf(name))[0] ?? {};
		return on?.kind === 'opaque' ? on.madeBy : on?.kind;
	});
	assert.deepEqual(madeBy, ['acquire', 'acquireLater', 'once']);
	const settlers = [first, second].map(task => eventsOf(trace, 'task-resumed', task)[0]?.by);
	assert.deepEqual(settlers, [first, first], 'first itself, and first again, which released it');
});

test('a join names where its first pending member was made that is not a call', async () => {
	const files = {
		'node_modules/limit/index.mjs': `
			const queued = [];
			export const limit = () => new Promise(resolve => queued.push(resolve));
			setInterval(() => queued.shift()?.(), 10).unref();
		`,
		'main.mjs': `
			import {limit} from './node_modules/limit/index.mjs';
			const own = async () => { await null; };
			async function some() { await Promise.all([own(), Promise.resolve(), limit().then(String), limit()]); }
			async function calls() { await Promise.all([own(), own()]); }
			setTimeout(() => {}, 500);
			await some();
			await calls();
		`,
	};
	const trace = await withFolder(files, folder => runFile(new URL('main.mjs', folder), {folder}));
	const joins = eventsOf(trace, 'task-waiting').flatMap(({on}) => (on.kind === 'join' ? [on] : []));
	assert.deepEqual(
		joins.map(({count, tasks, madeAt, madeBy}) => [count, tasks.length, madeAt?.line, madeAt?.function, madeBy]),
		[
			[4, 1, 4, 'some', 'limit'],
			[2, 2, undefined, undefined, undefined],
		],
	);
});
