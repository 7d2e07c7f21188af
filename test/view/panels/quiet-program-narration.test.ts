import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {quietProgramNarration} from '../../../source/view/panels/quiet-program-narration.ts';
import {scripts} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const [description] = simulateProgram(scripts[0] ?? assert.fail('no script'));
const typed = [{keys: 'i', words: 'input', always: false}];
const own = {...description, scenario: {name: 'ask.py', title: 'ask.py'}, files: []};
const started: TraceEvent = {type: 'run-started', at: 0};
const printed = (text: string): TraceEvent => ({type: 'output-written', at: 10, stream: 'stdout', text});

/** The sentence at a moment, in ms, about a program that did this. */
function sentence(at: number, events: readonly TraceEvent[] = [started], hints = typed, run = own) {
	return quietProgramNarration({model: modelAt([run, ...events], at), hints})?.text;
}

suite('a program that may wait for input', () => {
	test('is named after 2 s in which it printed and called nothing', () => {
		assert.equal(sentence(1999), undefined);
		assert.equal(
			sentence(2000),
			'ask.py has printed nothing and called nothing async.  Press i if it waits for input.',
		);
	});

	test('is one that printed a line without an end', () => {
		const prompt = [started, printed('\u001B[1mYour name?\u001B[0m '.replaceAll(/\u001B\[\d+m/g, ''))];
		assert.equal(sentence(2000, prompt), undefined);
		assert.equal(sentence(2010, prompt), 'ask.py printed last: Your name?  Press i if it waits for input.');
		assert.equal(sentence(9000, [started, printed('Listening: 3000\n')]), undefined);
	});

	test('is not named where nothing is typed, nor after its end', () => {
		assert.equal(sentence(9000, [started], []), undefined);
		const end: TraceEvent = {type: 'run-ended', at: 20, outcome: 'ok', open: []};
		assert.equal(sentence(9000, [started, end]), undefined);
	});

	test('before its first async call, the last line of a command is shown', () => {
		const command = {...own, command: ['npm', 'start'], scenario: {name: 'npm start', title: 'npm start'}};
		assert.equal(sentence(100, [], typed, command), undefined);
		assert.equal(
			sentence(100, [printed('a\nb\n')], typed, command),
			'npm start runs; no async call yet. Printed last: b',
		);
		assert.equal(
			sentence(3000, [printed('Port: ')], typed, command),
			'npm start runs; no async call yet. Printed last: Port:  Press i if it waits for input.',
		);
	});
});
