import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Claim, ClaimResult} from '../../../source/model/analysis/claim.ts';
import {judgeClaimsOf, namesIn, problemsOf} from '../../../source/model/analysis/judge-claims.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {oldRuntime} from '../../../source/trace/event-parts.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {failing, oneByOne, orphan, together} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const modelOf = (trace: Trace) => modelAt(trace, 60_000);
const eager = modelOf(simulateProgram(oneByOne, 'javascript'));
const lazy = modelOf(simulateProgram(oneByOne, 'python'));

/** The only judgement of a claim about a run. */
function judged(claim: Claim, model: Model): ClaimResult {
	const judgements = judgeClaimsOf([claim], 'only', {[model.description.language]: model});
	assert.equal(judgements.length, 1);
	return judgements[0] as ClaimResult;
}

/** A run in which these lines were printed and this was warned of. */
function telling(lines: readonly string[], ...warnings: readonly string[]): Model {
	const [description, ...events] = simulateProgram(oneByOne, 'python');
	const printed = lines.map((line): TraceEvent => {
		return {type: 'output-written', at: 0, stream: 'stdout', text: `${line}\n`};
	});
	const warned = warnings.map((message): TraceEvent => {
		return {type: 'warning-raised', at: 0, kind: 'loop-exception', message};
	});
	return modelOf([description, ...printed, ...warned, ...events.filter(({type}) => type !== 'output-written')]);
}

suite('a claim', () => {
	const order: Claim = {order: ['f ends', 'g starts'], say: 'g started at {g starts}, f had ended at {f ends}'};

	test('of an order holds where the moments follow each other, and says what was found where not', () => {
		assert.deepEqual(judged(order, lazy).holds, true);
		assert.equal(judged(order, lazy).said, 'g started at 1.00 s, f had ended at 1.00 s');
		const against = judged(order, eager);
		assert.equal(against.holds, false);
		assert.match(against.said, /^g started at .* ms, f ended at 1\.00 s$/);
	});

	test('of an order does not hold where one of them never came', () => {
		const {holds, said, measured} = judged(order, modelOf(simulateProgram(failing)));
		assert.deepEqual([holds, said.includes('g started')], [false, true]);
		const missing = judged({order: ['f ends', 'h starts'], say: ''}, lazy);
		assert.equal(missing.holds, false);
		assert.equal(missing.said, 'h was never called, f ended at 1.00 s');
		assert.equal(missing.measured['h starts'], null);
		assert.equal(typeof measured['f ends'], 'number');
	});

	test('of an order looks at each pair', () => {
		assert.equal(judged({order: ['f starts', 'f ends', 'g starts', 'g ends'], say: ''}, lazy).holds, true);
		assert.equal(judged({order: ['f starts', 'g ends', 'f ends'], say: ''}, lazy).holds, false);
	});

	test('of a ratio holds between its bounds', () => {
		const constant: Claim = {ratio: ['took g', '300'], most: 1.2, say: ''};
		assert.equal(judged(constant, eager).said, 'g took 1.50 s');
		const never = judged({...constant, ratio: ['took h', '300']}, eager);
		assert.deepEqual([never.holds, never.said], [false, 'h was never called']);
		const sum: Claim = {ratio: ['total', 'took g'], least: 1.5, most: 1.8, say: '{total}'};
		assert.equal(judged(sum, lazy).holds, true);
		assert.equal(judged(sum, lazy).said, '2.50 s');
		assert.equal(judged(sum, eager).holds, false);
		assert.equal(judged(sum, eager).said, 'the total was 1.50 s, g took 1.50 s: 1.00×');
		assert.equal(judged({ratio: ['total', 'took g'], most: 1.5, say: ''}, lazy).holds, false);
		assert.equal(judged({ratio: ['total', 'took h'], least: 0, say: ''}, lazy).holds, false);
		assert.equal(judged({ratio: ['total', '0'], least: 0, say: ''}, lazy).holds, false);
	});

	test('of a printed number reads it from the first line like the pattern', () => {
		const model = telling([
			'12 pages in 340 ms',
			'a thread takes 17.5 times the memory',
			'9 pages in 1 ms',
			'1,200 requests',
		]);
		const claim: Claim = {
			ratio: ['number a thread takes … times the memory', '5'],
			least: 3,
			say: '{number a thread takes … times the memory} times, {number … pages in …} pages',
		};
		assert.deepEqual([judged(claim, model).holds, judged(claim, model).said], [true, '17.5 times, 12 pages']);
		assert.equal(judged({...claim, ratio: ['number … requests', '1000'], least: 1.2, most: 1.2}, model).holds, true);
		assert.equal(judged({...claim, most: 3}, model).said, 'a thread takes 17.5 times the memory');
		const none = judged({...claim, ratio: ['number … seats', '2']}, model);
		assert.deepEqual([none.holds, none.said], [false, 'it printed no line like "… seats"']);
		assert.deepEqual(problemsOf({...claim, ratio: ['number seats', '2']}), ['unknown fact "number seats"']);
	});

	test('is inconclusive if the runtime is older than the program needs, and says so', () => {
		const [description] = simulateProgram(oneByOne, 'python');
		const message = 'needs Python 3.11; this is 3.10.4';
		const model = modelOf([
			description,
			{type: 'runtime-ready', at: 0, runtime: 'CPython 3.10.4', executable: 'python3'},
			{type: 'run-ended', at: 0, outcome: 'failed', error: {name: oldRuntime, message}, open: []},
			{type: 'engine-exited', at: 0, code: null, signal: 'SIGKILL'},
		]);
		const {holds, said} = judged({states: {f: 'absent'}, say: 'f never ran'}, model);
		assert.deepEqual([holds, said], ['inconclusive', message]);
	});

	test('of what is printed holds for these lines in this order, whatever stands between them', () => {
		const prints = (...lines: string[]): Claim => ({prints: lines, say: ''});
		const model = telling(['one', 'two', '<coroutine object f at 0x7f31>', 'three']);
		for (const lines of [['one', 'three'], ['one', '<coroutine object f at 0x…>', 'three'], ['…object…0x…'], ['t…o']]) {
			assert.equal(judged(prints(...lines), model).holds, true, lines.join());
		}
		for (const lines of [['two', 'one'], ['on'], ['one', 'one'], ['four'], ['o…one'], ['…object…f31>…>']]) {
			assert.equal(judged(prints(...lines), model).holds, false, lines.join());
		}
		assert.equal(judged(prints('four'), telling(['one', 'two'])).said, 'it printed: one / two');
		assert.equal(judged(prints('four'), telling([])).said, 'it printed nothing');
		const failed = modelOf(simulateProgram(failing));
		assert.equal(judged(prints('four'), failed).said, 'it failed with Error: no such user');
	});

	test('of silence holds where no line contains the text', () => {
		const silent: Claim = {silent: 'saved', say: 'nothing was saved'};
		assert.equal(judged(silent, telling(['good night'])).holds, true);
		assert.equal(judged(silent, telling(['it is saved', 'good night'])).holds, false);
		assert.equal(judged(silent, telling(['it is saved', 'good night'])).said, 'it printed: it is saved');
	});

	test('of what is told holds where a warning or the error of the run contains the text', () => {
		const tells: Claim = {tells: 'was never awaited', say: '{warning}'};
		const message = "coroutine 'f' was never awaited";
		assert.equal(judged(tells, telling([], message)).holds, true);
		assert.equal(judged(tells, telling([], message)).said, message);
		assert.equal(judged(tells, telling([message])).holds, false);
		assert.equal(judged(tells, telling([], 'something else')).said, 'it warned: something else');
		assert.equal(judged({tells: 'no such user', say: ''}, modelOf(simulateProgram(failing))).holds, true);
	});

	test('of ends holds where all lanes ended so', () => {
		const states: Claim = {states: {f: 'done', g: 'cancelled', h: 'absent'}, say: ''};
		assert.equal(judged(states, modelOf(simulateProgram(orphan, 'python'))).holds, true);
		assert.equal(judged(states, modelOf(simulateProgram(orphan, 'javascript'))).said, 'g was done');
		assert.equal(judged({states: {f: 'done', h: 'done'}, say: ''}, eager).said, 'h was never called');
	});

	test('of waiting holds where the other lane ends it, and not where a timer is long enough', () => {
		const waits: Claim = {waits: ['main', 'f'], say: ''};
		assert.equal(judged(waits, eager).holds, true);
		assert.equal(judged({waits: ['top level', 'f'], say: ''}, eager).holds, true, 'through main, which waits for f');
		assert.equal(judged({waits: ['f', 'g'], say: ''}, eager).said, 'f ended at 1.00 s, g ended at 1.50 s');
		assert.equal(judged({waits: ['main', 'h'], say: ''}, eager).said, 'main ended at 1.50 s, h was never called');
		assert.equal(judged({waits: ['g', 'f'], say: ''}, eager).said, 'g waited for a timer, not for f');
	});

	test('of a text holds where a file of the program contains it', () => {
		assert.equal(judged({contains: 'sleep(1.5)', say: ''}, lazy).holds, true);
		assert.equal(judged({contains: 'sleep(2)', say: ''}, lazy).said, 'the program has no "sleep(2)"');
	});

	test('that may be beyond the machine is inconclusive where it does not hold', () => {
		assert.equal(judged({...order, otherwise: 'inconclusive'}, eager).holds, 'inconclusive');
		assert.equal(judged({...order, otherwise: 'inconclusive'}, lazy).holds, true);
	});
});

suite('the claims of a lesson', () => {
	const both: Claim = {in: 'both', ratio: ['python total', 'javascript total'], least: 1.5, say: '{python total}'};
	const runs = {javascript: eager, python: lazy};

	test('are judged in each language, in one, or in the two together', () => {
		const claims: readonly Claim[] = [
			{prints: ['done'], say: ''},
			{in: 'python', order: ['f ends', 'g starts'], say: ''},
			both,
		];
		assert.deepEqual(
			judgeClaimsOf(claims, 'as-it-is', runs).map(({language, holds}) => [language, holds]),
			[
				['javascript', true],
				['python', true],
				['python', true],
				['both', true],
			],
		);
		assert.equal(judgeClaimsOf([both], 'as-it-is', runs)[0]?.said, '2.50 s');
		assert.equal(judgeClaimsOf([both], 'as-it-is', {javascript: lazy, python: eager})[0]?.holds, false);
	});

	test('are left out where their language is not at hand', () => {
		assert.deepEqual(judgeClaimsOf([both, {in: 'python', prints: ['done'], say: ''}], 'only', {javascript: eager}), []);
	});

	test('are those of the version, and without one of the first version', () => {
		const claims: readonly Claim[] = [
			{say: 'first', prints: ['done']},
			{say: 'second', version: 'together', prints: ['done']},
		];
		const said = (version: string) =>
			judgeClaimsOf(claims, version, {javascript: eager}, 'as-it-is').map(({said}) => said);
		assert.deepEqual(said('as-it-is'), ['first']);
		assert.deepEqual(said('third'), []);
		assert.equal(
			judgeClaimsOf(claims, 'together', {javascript: modelOf(simulateProgram(together))}, 'as-it-is').length,
			1,
		);
	});

	test('name what they are about', () => {
		assert.deepEqual(namesIn({order: ['f ends', 'python g starts'], say: '{took h} {total}'}), ['f', 'g', 'h']);
		assert.deepEqual(namesIn({states: {f: 'done'}, say: ''}), ['f']);
		assert.deepEqual(namesIn({waits: ['f', 'g'], say: ''}), ['f', 'g']);
	});

	test('that cannot be understood are told', () => {
		assert.deepEqual(problemsOf({order: ['f ends', 'g begins'], say: '{totl}'}), [
			'unknown fact "g begins"',
			'unknown fact "totl"',
		]);
		assert.deepEqual(problemsOf({in: 'both', ratio: ['total', '150'], say: ''}), [
			'"total" needs a language: javascript or python',
		]);
		assert.deepEqual(problemsOf({ratio: ['python total', '150'], say: ''}), [
			'only a claim in both can use "python total"',
		]);
		assert.deepEqual(problemsOf(both), []);
	});
});
