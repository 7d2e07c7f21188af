import assert from 'node:assert/strict';
import {test} from 'node:test';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

test('a call that was aborted names who aborted it, and where', async () => {
	const trace = await runFile(programFile('aborts.mjs'));
	const created = eventsOf(trace, 'task-created');
	const ends = (name: string) =>
		created.filter(event => event.name === name).map(({task}) => eventOf(trace, 'task-ended', task));
	const supervisors = created.filter(({name}) => name === 'supervise').map(({task}) => task);
	const {files} = eventOf(trace, 'run-described');
	const line = (files[0]?.text.split('\n').findIndex(text => text.endsWith('// abort')) ?? -2) + 1;
	assert.deepEqual(
		ends('waits').map(({outcome, by}) => [outcome, by?.cause, by?.task, by?.place?.line]),
		supervisors.map(task => ['cancelled', 'signal', task, line]),
	);
	assert.deepEqual(
		[...ends('looksAborted'), ...ends('limited'), ...ends('aborter')].map(({outcome, by}) => [outcome, by]),
		[
			['cancelled', undefined],
			['timed-out', {cause: 'timeout'}],
			['failed', undefined],
		],
	);
});

test('who releases a lock is known to whoever waited for it; timers and aborts hand nothing over', async () => {
	const trace = await runFile(programFile('locks.mjs'));
	const name = (id: string | undefined) => eventsOf(trace, 'task-created').find(({task}) => task === id)?.name;
	const handed = eventsOf(trace, 'task-resumed').filter(({by}) => by !== undefined);
	assert.deepEqual(
		handed.map(({task, by}) => [name(task), name(by)]),
		[
			['use', 'use'],
			['awaits', 'use'],
			['returns', 'use'],
			['use', 'use'],
		],
	);
	assert(handed.every(({task, by}) => task !== by));
});

test('a failure has its code, status and causes; a group is named by its first', async () => {
	const program = `
		const deep = Object.assign(new Error('connect'), {code: 'ECONNREFUSED', cause: new Error('too deep', {cause: 1})});
		export async function coded() {
			throw Object.assign(new TypeError('fetch failed', {cause: deep}), {status: 503});
		}
		export async function group() {
			throw new AggregateError([new RangeError('one'), new Error('two'), new Error('three')], 'all of them');
		}
	`;
	const trace = await runProgram({program, tasks: ['coded', 'group'], strategy: 'all-settled'});
	const {place, cause, ...coded} = eventOf(trace, 'task-ended', 'coded').error ?? {name: '', message: ''};
	assert.equal(place?.line, 4);
	assert.deepEqual(coded, {name: 'TypeError', message: 'fetch failed', status: 503});
	assert.deepEqual([cause?.message, cause?.code, cause?.place?.line], ['connect', 'ECONNREFUSED', 2]);
	assert.deepEqual([cause?.cause?.message, 'cause' in (cause?.cause ?? {})], ['too deep', false]);
	const {name, message, more} = eventOf(trace, 'task-ended', 'group').error ?? {name: '', message: ''};
	assert.deepEqual([name, message, more], ['RangeError', 'one', 2]);
});

for (const [what, code] of [
	['an uncaught error in a timer', "setTimeout(() => { throw new Error('in a timer'); }, 1)"],
	['a floating rejection', "void Promise.reject(new Error('in a timer'))"],
] as const) {
	test(`${what} makes a set of tasks fail`, async () => {
		const program = `
			import {setTimeout as sleep} from 'node:timers/promises';
			export async function task() {
				${code};
				await sleep(30);
			}
		`;
		const trace = await runProgram({program, tasks: ['task']});
		assert.equal(eventOf(trace, 'task-ended', 'task').outcome, 'done');
		const {outcome, error} = eventOf(trace, 'run-ended');
		assert.deepEqual([outcome, error?.message, error?.place?.line], ['failed', 'in a timer', 4]);
	});
}

test('a rejection that is handled later is none', async () => {
	const program = `
		import {setTimeout as sleep} from 'node:timers/promises';
		export async function task() {
			const late = Promise.reject(new Error('heard in time'));
			await sleep(20);
			await late.catch(() => {});
		}
	`;
	assert.equal(eventOf(await runProgram({program, tasks: ['task']}), 'run-ended').outcome, 'ok');
});
