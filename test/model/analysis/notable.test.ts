import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {notableFacts} from '../../../source/model/analysis/notable.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Failure} from '../../../source/trace/event.ts';
import type {LaneOf, RunOf} from '../../helpers/trace-of.ts';
import {join, timer, traceOf} from '../../helpers/trace-of.ts';

const facts = (run: RunOf) => notableFacts(modelAt(traceOf({language: 'python', ...run}), 1e6));

function member(name: string, ms: number, error?: Failure, outcome: LaneOf['outcome'] = 'failed'): LaneOf {
	const end = {outcome, end: {error: error as Failure}};
	return {name, at: 0, parent: 'main', waits: [timer(ms)], ...(error && end)};
}

const gathers = (ms: number, members: readonly string[], more: LaneOf['waits'] = []): LaneOf => ({
	name: 'main',
	at: 0,
	waits: [join(ms, members, members.length, 'gather'), ...more],
});
const keyError = {name: 'KeyError', message: "'first'"};
const osError = {name: 'OSError', message: 'disk full'};
const cancelledError = {name: 'CancelledError', message: ''};
const dropped = 'gather passes on the first failure only: b: OSError was dropped.';

suite('what gather dropped', () => {
	test('a failure after the first, when gather has passed that on', () => {
		const lanes = [gathers(60, ['a', 'b'], [timer(200)]), member('a', 50, keyError), member('b', 150, osError)];
		assert.deepEqual(facts({lanes, total: 300}), [dropped]);
	});

	test('a failure in the turn of the first one, before its caller goes on', () => {
		const lanes = [
			gathers(60, ['a', 'b', 'c'], [timer(200)]),
			member('a', 50, keyError),
			member('b', 51, osError),
			member('c', 150),
		];
		assert.deepEqual(facts({lanes, total: 300}), [dropped]);
	});

	test('none when it waits for all: it may return them', () => {
		const lanes = [gathers(160, ['a', 'b'], [timer(50)]), member('a', 50, keyError), member('b', 150, osError)];
		assert.deepEqual(facts({lanes, total: 300}), []);
	});

	test('a member that was cancelled later did not fail', () => {
		const ended = {...member('b', 150, cancelledError, 'cancelled')};
		const lanes = [gathers(60, ['a', 'b'], [timer(50)]), member('a', 50, keyError), ended];
		assert.deepEqual(facts({lanes, total: 300}), []);
	});
});

test('who sent a program the signal that cancelled a call is unknown', () => {
	const end = {error: cancelledError, by: {cause: 'interrupt'}} as const;
	const main: LaneOf = {name: 'main', at: 0, waits: [timer(50)], outcome: 'cancelled', end};
	assert.deepEqual(facts({lanes: [main], total: 70}), ['main was cancelled by SIGINT.']);
});

test('a rejection that nothing handled is the failure of its lane, unless the rejection is of another error', () => {
	const warning = {type: 'warning-raised', at: 60, kind: 'unhandled-rejection', task: 'a'} as const;
	const warned = (message: string) =>
		facts({lanes: [member('a', 50, osError)], total: 70, more: [{...warning, message}]});
	assert.deepEqual(warned('OSError: disk full'), ['a failed: OSError: disk full. Its failure was never retrieved.']);
	assert.deepEqual(warned('Error: cannot log'), ['Error: cannot log.']);
});

test('the error that ended a run is not repeated, one that it survived is reported', () => {
	const lanes = [member('a', 50)];
	const message = 'RangeError: in the timer';
	const more = [{type: 'warning-raised', at: 60, kind: 'uncaught', message}] as const;
	const run = {lanes, total: 70, more};
	assert.deepEqual(facts({...run, outcome: 'failed', error: {name: 'RangeError', message: 'in the timer'}}), []);
	assert.deepEqual(facts(run), [`${message}.`]);
	const late = {...run, more: [{...more[0], kind: 'unhandled-rejection'}] as const};
	assert.deepEqual(facts({...late, outcome: 'failed', error: {name: 'RangeError', message: 'in the timer'}}), []);
	assert.deepEqual(facts({...late, outcome: 'failed', error: {name: 'Error', message: 'another'}}), [`${message}.`]);
});

test('what was in flight when an uncaught error ended a program never settled; nothing cancelled it', () => {
	const error = {name: 'RangeError', message: ''};
	const model = modelAt(
		traceOf({
			total: 110,
			lanes: [{name: 'worker', at: 0, waits: [{ms: 500}], isOpen: true}],
			outcome: 'failed',
			error,
		}),
		1e6,
	);
	assert.deepEqual([model.totals.cancelled, model.totals.sum], [0, 110]);
	assert.deepEqual(notableFacts(model), ['1 call never settled.']);
});

test('of a program that was killed, the call that was on the thread never settled either', () => {
	const lanes = [
		{name: 'main', at: 0, waits: [timer(50)], isOpen: true},
		{name: 'worker', at: 0, parent: 'main', waits: [timer(500)], isOpen: true},
	];
	const model = modelAt(traceOf({total: 110, lanes, outcome: 'killed'}), 1e6);
	assert.equal(model.totals.inFlight, 1);
	assert.deepEqual(notableFacts(model), ['2 calls never settled.']);
});

test('a call that was cancelled and the caller that this cancelled too count once, as in the totals', () => {
	const by = {cause: 'program'} as const;
	const cancelled = {outcome: 'cancelled', end: {error: cancelledError, by}} as const;
	const worker = (name: string): readonly LaneOf[] => [
		{name, at: 0, waits: [{ms: 51, on: {kind: 'task', task: `job of ${name}`}}], ...cancelled},
		{name: `job of ${name}`, at: 0, parent: name, waits: [timer(50)], ...cancelled},
	];
	const trace = traceOf({lanes: [...worker('a'), ...worker('b')], total: 60, language: 'python'});
	const model = modelAt(trace, 1e6);
	assert.deepEqual(notableFacts(model), ['2 calls were cancelled.']);
	assert.equal(model.totals.cancelled, 2);
});

test('threads, processes and requests are no calls', () => {
	const lane = (name: string, kind: LaneOf['kind'] & string): LaneOf => ({
		...{name, kind, at: 0, parent: 'main', waits: [timer(150)]},
	});
	const main: LaneOf = {name: 'main', at: 0, waits: [timer(50)]};
	const ranOn = (...kinds: readonly (LaneOf['kind'] & string)[]) =>
		facts({lanes: [main, ...kinds.map((kind, n) => lane(`lane ${n}`, kind))], total: 200});
	assert.deepEqual(ranOn('call', 'call'), ['2 calls ran until 0.15 s, after their callers ended.']);
	assert.deepEqual(ranOn('thread', 'thread'), ['2 lanes ran until 0.15 s, after their callers ended.']);
	assert.deepEqual(ranOn('call', 'request'), ['2 lanes ran until 0.15 s, after their callers ended.']);
});
