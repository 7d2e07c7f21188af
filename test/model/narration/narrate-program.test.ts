import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {compare, counterparts, speedup} from '../../../source/model/analysis/comparison.ts';
import {differences} from '../../../source/model/analysis/run-differences.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {narrate} from '../../../source/model/narration/narrate.ts';
import {narratePair} from '../../../source/model/narration/narrate-pair.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {
	failing,
	holding,
	inProcess,
	nested,
	oneByOne,
	orphan,
	scripts,
	threaded,
	together,
} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import type {ProgramScript} from '../../fixtures/simulate-program.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const ended = 1e6;
const next = 'Press 2: Together.';
const at = (script: ProgramScript, moment: number, language: 'javascript' | 'python' = 'javascript') =>
	modelAt(simulateProgram(script, language), moment);
const said = (...of: Parameters<typeof at>) => narrate(at(...of), undefined, next).text;
/** Where there is room for all of it. */
const saidWide = (...of: Parameters<typeof at>) => narrate(at(...of), undefined, next, 200).text;

suite('what is said of a program', () => {
	test('is who waits where, while the thread is free', () => {
		assert.match(said(oneByOne, 700), /^f and g wait at the same time: the event loop is free/);
		assert.match(said(oneByOne, 700, 'python'), /^f waits for a 1\.00 s timer at as-it-is\.py:5: /);
		assert.match(said(threaded, 1700), /^work runs in its own thread: the event loop is free/);
		assert.match(said(inProcess, 1700), /^work runs in its own process: the event loop is free/);
		assert.match(said(nested(3), 700), /^down waits for a 1\.00 s timer/);
	});

	test('is what has just ended, and what runs on', () => {
		assert.equal(said(oneByOne, 1200), 'f is done after 1.00 s; g is still in flight.');
		assert.equal(said(orphan, 1200), 'f is done after 1.00 s; g keeps running.');
		const long: Trace = withoutEnd(simulateProgram(orphan));
		assert.equal(narrate(modelAt(long, 2400), undefined).text, 'g keeps running after main ended.');
	});

	test('is who holds the thread', () => {
		assert.match(said(holding, 1700), /^BLOCKED by f for 1\.70 s at .*; 1 ready call cannot run\.$/);
		assert.match(said(holding, 10), /^f is on the thread/);
	});

	test('is, at the end, what its time went to', () => {
		assert.match(said(together, ended), /^FINISHED in 1\.50 s\. 2\.50 s of waiting in 1\.50 s, up to 2 at once\./);
		assert.match(said(oneByOne, ended, 'python'), /^FINISHED in 2\.50 s\. 2\.50 s of waiting, one wait at a time\./);
		assert.match(said(holding, ended), /f blocked the thread for 1\.80 s/);
		assert.match(saidWide(orphan, ended), /g ran until 1\.50 s, after main ended\./);
		assert.match(saidWide(orphan, ended, 'python'), /g was cancelled by asyncio\.run after main ended\./);
		for (const script of scripts) assert.match(said(script, ended), /Press 2(: Together)?\.$/);
	});

	test('is the error in its own words', () => {
		assert.match(said(failing, ended), /^FAILED after 1\.00 s: Error: no such user\./);
		assert.match(said(failing, ended, 'python'), /ValueError: no such user/);
	});

	test('is a warning before all else', () => {
		const [description, ...events] = simulateProgram(together);
		const warning: TraceEvent = {
			type: 'warning-raised',
			at: 1,
			kind: 'never-awaited',
			message: "coroutine 'f' was never awaited",
			place: {file: 'app.py', line: 3, column: 1},
		};
		const {text} = narrate(modelAt([description, ...events.toSpliced(4, 0, warning)], ended), undefined, next, 125);
		assert.equal(
			text,
			"FINISHED in 1.50 s. Coroutine 'f' was never awaited at app.py:3. 2.50 s of waiting in 1.50 s, up to 2 at once.  Press 2.",
		);
	});

	test('keeps its fact on a narrow screen, rather than how many waited at once', () => {
		const tasks = dashboardTasks(5, {settings: {fails: true}});
		const {text} = narrate(modelAt(simulate({tasks, strategy: 'all-settled'}), ended), undefined, '', 76);
		assert.match(text, /^FINISHED in 2\.00 s\. 4 done, 1 failed\. \d\.\d\d s of waiting in 2\.00 s\. {2}Press c\.$/);
	});

	test('is that nothing can wake it, or that it ended its own process', () => {
		const [description, ...events] = simulateProgram(oneByOne);
		const until = events.filter(event => event.at < 900);
		const end = (outcome: 'stalled' | 'exited'): Trace => [
			description,
			...until,
			{type: 'run-ended', at: 900, outcome, open: []},
			{type: 'engine-exited', at: 900, code: 13, signal: null},
		];
		const text = (outcome: 'stalled' | 'exited', room = 200) =>
			narrate(modelAt(end(outcome), ended), undefined, undefined, room).text;
		assert.match(
			text('stalled'),
			/^Stuck at 0\.90 s: 2 calls wait, such as g at as-it-is\.js:9, and nothing can wake them\./,
		);
		assert.equal(text('stalled', 60), 'Stuck at 0.90 s: 2 calls wait, and nothing can wake them.');
		assert.match(text('exited'), /^The program exited after 0\.90 s with code 13\. 3 calls never settled\./);
		assert.equal(narrate(modelAt(end('exited'), ended), undefined).role, 'fail');
		const noCode = {type: 'engine-exited', at: 900, code: null, signal: null} as const;
		const unknown = narrate(modelAt([...end('exited').slice(0, -1), noCode] as unknown as Trace, ended), undefined);
		assert.equal(unknown.role, 'done');
		assert.match(unknown.text, /^The program exited after 0\.90 s\. /);
	});

	test('fits, whatever happens', () => {
		for (const script of [...scripts, nested(200)]) {
			for (const language of ['javascript', 'python'] as const) {
				for (let moment = -1; moment < 3000; moment += 97) {
					const text = said(script, moment, language);
					assert.ok(text.length > 0 && text.length <= 96, text);
					const pair = narratePair(at(script, moment), at(script, moment, 'python'), next).text;
					assert.ok(pair.length > 0 && pair.length <= 96, pair);
				}
			}
		}
	});
});

suite('a program in two languages', () => {
	const pair = (script: ProgramScript) => [at(script, ended), at(script, ended, 'python')] as const;

	test('differs in the first call that began or ended otherwise', () => {
		const calls = (script: ProgramScript) => differences(...pair(script)).find(({subject}) => subject === 'calls');
		assert.deepEqual(calls(oneByOne), {
			subject: 'calls',
			left: 'g starts at 0.00 s',
			right: 'g starts at 1.00 s',
		});
		assert.deepEqual(calls(orphan), {
			subject: 'calls',
			left: 'g done at 1.50 s',
			right: 'g cancelled at 1.00 s',
		});
		assert.equal(calls(together), undefined);
	});

	test('is told in one sentence when both are over', () => {
		const text = (script: ProgramScript) => narratePair(...pair(script), next).text;
		assert.match(text(oneByOne), /^JavaScript 1\.50 s, Python 2\.50 s: g starts at 0\.00 s, in Python at 1\.00 s\./);
		assert.match(text(together), /^Both took 1\.50 s: the lane that waits longest decides, not the language\./);
		assert.equal(text(holding), 'Both took 1.80 s.  Press 2: Together.');
		assert.match(text(failing), /^Both took 1\.00 s: Error ended it in JavaScript, ValueError in Python\./);
	});
});

suite('two versions of a program', () => {
	test('are compared by their totals when both came to their ends, in one language', () => {
		const [before, now] = [at(oneByOne, ended, 'python'), at(together, ended, 'python')];
		const compared = compare(now, before);
		assert.equal(compared?.previous.title, 'As it is');
		assert.ok(Math.abs((compared?.saved ?? 0) - 1000) < 3);
		assert.equal(compare(now, at(oneByOne, ended)), undefined, 'another language');
		assert.equal(compare(now, at(failing, ended, 'python')), undefined, 'it failed');
		assert.equal(compare(now, at(oneByOne, 500, 'python')), undefined, 'it is not over');
		assert.equal(compare(at(failing, ended, 'python'), before)?.saved, undefined);
	});

	test('no speed-up is claimed over a sum of latencies that may be time without the thread', () => {
		assert.equal(speedup(at(holding, ended), undefined), undefined);
	});

	test('have their lanes set against each other by name and order', () => {
		const [before, now] = [at(oneByOne, ended), at(orphan, ended)];
		assert.deepEqual(counterparts(now, before, 0, 4), [0, 1, 3, 2], 'g was called before f');
		assert.deepEqual(counterparts(now, before, 2, 1), [3]);
		assert.deepEqual(counterparts(at(threaded, ended), before, 0, 4), [0, 1, undefined, 2]);
	});
});

/** The same without the end of its last call and all that follows. */
function withoutEnd([description, ...events]: Trace): Trace {
	return [description, ...events.filter(event => event.at < 1400)];
}
