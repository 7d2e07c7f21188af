import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {factOf} from '../../../source/model/analysis/facts.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {failing, holding, oneByOne, orphan} from '../../fixtures/scripts.ts';
import {simulate} from '../../fixtures/simulate.ts';
import type {ProgramScript} from '../../fixtures/simulate-program.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const eager = modelAt(simulateProgram(oneByOne, 'javascript'), 60_000);
const lazy = modelAt(simulateProgram(oneByOne, 'python'), 60_000);

const read = (model: Model, fact: string) => factOf(fact)?.read(model);
const say = (model: Model, fact: string) => factOf(fact)?.format(read(model, fact), model);

function near(actual: unknown, expected: number): void {
	assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < 2, `${actual} is about ${expected}`);
}

suite('a fact', () => {
	test('of the run is read from its totals and its thread', () => {
		near(read(eager, 'total'), 1500);
		near(read(lazy, 'total'), 2500);
		near(read(eager, 'sum'), 2500);
		near(read(eager, 'longest'), 1500);
		assert.equal(read(eager, 'peak'), 2);
		assert.equal(read(lazy, 'peak'), 1);
		assert.equal(read(eager, 'lanes'), 4);
		assert.equal(read(eager, 'warnings'), 0);
		assert.equal(read(eager, '150'), 150);
	});

	test('of the thread tells how long it was held, in all, in one go, and how late that made others', () => {
		const model = modelAt(simulateProgram(holding), 60_000);
		near(read(model, 'busy'), 1800);
		near(read(model, 'silence'), 1800);
		near(read(model, 'held f'), 1800);
		near(read(model, 'held g'), 0);
		near(read(model, 'lag'), 1750);
	});

	test('of a lane is a moment, a time, a text', () => {
		near(read(lazy, 'g starts'), 1000);
		near(read(lazy, 'g ends'), 2500);
		near(read(lazy, 'took g'), 1500);
		near(read(lazy, 'from f ends to g starts'), 0);
		near(read(lazy, 'from main starts to g starts'), 1000);
		assert.equal(read(lazy, 'value g'), "'g'");
		assert.equal(read(lazy, 'state g'), 'done');
		assert.equal(read(lazy, 'state top level'), 'done');
		assert.equal(read(modelAt(simulateProgram(orphan, 'python'), 60_000), 'state g'), 'cancelled');
	});

	test('of an error is its name and its words, and what it left open', () => {
		const model = modelAt(simulateProgram(failing), 60_000);
		assert.equal(read(model, 'error'), 'Error: no such user');
		assert.equal(read(model, 'error f'), 'Error: no such user');
		assert.equal(read(model, 'state g'), 'open');
		assert.equal(read(model, 'g ends'), undefined);
	});

	test('of what was printed and warned is text', () => {
		const [description, ...events] = simulateProgram(oneByOne);
		const model = modelAt(
			[
				description,
				{type: 'output-written', at: 0, stream: 'stdout', text: 'one\ntw'},
				{type: 'output-written', at: 0, stream: 'stderr', text: 'oh\n'},
				{type: 'output-written', at: 0, stream: 'stdout', text: 'o'},
				{type: 'warning-raised', at: 0, kind: 'never-awaited', message: "coroutine 'f' was never awaited"},
				...events.filter(({type}) => type !== 'output-written'),
			],
			60_000,
		);
		assert.equal(read(model, 'printed'), 'one / oh / two');
		assert.equal(read(model, 'warning'), "coroutine 'f' was never awaited");
		assert.equal(read(eager, 'warning'), undefined);
	});

	test('is undefined where the run has no such thing', () => {
		for (const fact of ['h starts', 'took h', 'held h', 'value h', 'error f', 'f#2 starts', 'error', 'warning']) {
			assert.equal(read(eager, fact), undefined, fact);
		}
		assert.equal(read(eager, 'state h'), 'absent');
	});

	test('counts from the start of the run, whenever its clock began', () => {
		const [description, ...events] = simulateProgram(oneByOne);
		const later = modelAt([description, ...events.map(event => ({...event, at: event.at + 500}))], 60_000);
		near(read(later, 'g ends'), 1500);
	});

	test('is the same by whatever joins the words of a name; of several lanes of a name by its number', () => {
		const twice: ProgramScript = {
			...oneByOne,
			functions: {
				*fetch_user() {
					yield {ms: 100, line: /sleep/};
					return undefined;
				},
				*main({call}) {
					yield {calls: [call('fetch_user')], line: /await a/};
					yield {calls: [call('fetch_user')], line: /await b/};
					return undefined;
				},
			},
		};
		const model = modelAt(simulateProgram(twice), 60_000);
		near(read(model, 'fetchUser ends'), 100);
		near(read(model, 'fetch-user#1 ends'), 100);
		near(read(model, 'fetchUser#2 ends'), 200);
		assert.equal(read(model, 'fetchUser#3 ends'), undefined);
	});

	test('of a function is not that of a method or decorator of its name, which calls it', () => {
		const script: ProgramScript = {
			...oneByOne,
			functions: {
				*f() {
					yield {ms: 100, line: /sleep/};
					return undefined;
				},
				*F({call}) {
					yield {ms: 50, line: /await a/};
					yield {calls: [call('f')], line: /await b/};
					return undefined;
				},
				*main({call}) {
					yield {calls: [call('F')], line: /await a/};
					return undefined;
				},
			},
		};
		near(read(modelAt(simulateProgram(script), 60_000), 'f starts'), 50);
	});

	test('of a set of tasks is that of the planned one of the name', () => {
		const [description, ...events] = simulate({strategy: 'concurrent'});
		const call: TraceEvent = {
			type: 'task-created',
			at: 0,
			task: 'call',
			name: 'profile',
			kind: 'call',
			parent: 'profile',
		};
		const model = modelAt([description, call, ...events], 60_000);
		near(read(model, 'took profile'), 1500);
	});

	test('can be that of a language', () => {
		assert.equal(factOf('python total')?.language, 'python');
		assert.equal(factOf('javascript from f ends to g starts')?.language, 'javascript');
		assert.equal(factOf('total')?.language, undefined);
	});

	test('says itself in a sentence', () => {
		assert.equal(say(eager, 'g ends'), 'g ended at 1.50 s');
		assert.equal(say(eager, 'h ends'), 'h was never called');
		assert.equal(say(modelAt(simulateProgram(orphan), 100), 'g ends'), 'g never ended');
		assert.equal(say(eager, 'from f ends to h starts'), 'h was never called');
		assert.equal(say(eager, 'took f'), 'f took 1.00 s');
		assert.equal(say(eager, 'took h'), 'h was never called');
		assert.equal(say(eager, 'error h'), 'h was never called');
		assert.equal(say(eager, 'held h'), 'h was never called');
		assert.equal(say(eager, 'total'), 'the total was 1.50 s');
		assert.equal(say(eager, 'peak'), 'at most 2 were in flight at once');
		assert.equal(say(eager, 'state h'), 'h was never called');
	});

	test('that is misspelt means nothing', () => {
		for (const text of ['totl', 'f begins', 'took', 'starts', 'from f to g', 'ruby total', '12 ms', '__proto__', '']) {
			assert.equal(factOf(text), undefined, text);
		}
	});
});
