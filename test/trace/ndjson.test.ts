import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import type {TraceEvent} from '../../source/trace/event.ts';
import {formatEvent, parseTrace, parseTraces} from '../../source/trace/ndjson.ts';
import type {TaskStage} from '../../source/trace/task-transitions.ts';
import {taskTransitions} from '../../source/trace/task-transitions.ts';
import {strategyNames} from '../fixtures/programs.ts';
import {traces, tracesFolder} from '../fixtures/record.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';

const whole = simulate({strategy: 'limited'});
const lines = whole.map(formatEvent);
const text = `${lines.join('\n')}\n`;

function problemOf(changed: string): {readonly line: number; readonly message: string} {
	const {problem} = parseTrace(changed);
	assert.ok(problem, 'the damage is noticed');
	return problem;
}

/** The text with one line replaced; 1-based. */
function withLine(number: number, line: string): string {
	return lines.with(number - 1, line).join('\n');
}

suite('a trace as lines', () => {
	test('what is written is what is read', () => {
		for (const strategy of strategyNames) {
			const trace = simulate({strategy, tasks: dashboardTasks(5, {avatar: {fails: true}, orders: {blocks: 300}})});
			const reading = parseTrace(trace.map(formatEvent).join('\n'));
			assert.equal(reading.problem, undefined);
			assert.deepEqual(reading.trace, trace);
		}
	});

	test('line endings, empty lines, a byte order mark and the summary of --json do no harm', () => {
		const reading = parseTrace(`\uFEFF${text.replaceAll('\n', '\r\n\r\n')}{"type":"summary","makespan":2700}\n`);
		assert.equal(reading.problem, undefined);
		assert.deepEqual(reading.trace, whole);
	});

	test('lines that arrive one by one make the same trace, and reading stops at the damage', async () => {
		assert.deepEqual(await parseTraces(lines), [parseTrace(text)]);
		let taken = 0;
		async function* damaged() {
			for (const line of lines.with(9, '{')) {
				taken++;
				yield line;
			}
		}
		const [damagedTrace] = await parseTraces(damaged());
		assert.equal(damagedTrace?.problem?.line, 10);
		assert.deepEqual(damagedTrace?.trace, whole.slice(0, 9));
		assert.equal(taken, 10);
	});

	test('returns the events before the damage with the problem', () => {
		const {trace, problem} = parseTrace(withLine(20, '{"type":"task-started","at":"soon","task":"profile"}'));
		assert.deepEqual(trace, whole.slice(0, 19));
		assert.deepEqual(problem, {line: 20, message: 'task-started: at should be number, not "soon"'});
	});

	test('reports a trace that stops between two lines as cut off', () => {
		assert.deepEqual(problemOf(lines.slice(0, 30).join('\n')), {
			line: 30,
			message: 'the trace stops here, before its run ends',
		});
	});

	for (const [what, damaged, line, message] of [
		['cut off in a line', text.slice(0, text.length / 2), undefined, /not valid JSON: damaged or cut off/],
		['empty', '', 1, /empty/],
		['another kind of file', 'hello\n', 1, /not a trace/],
		['other JSON', '[{"name":"x"}]', 1, /not a trace/],
		[
			'a newer version',
			withLine(1, formatEvent(whole[0]).replace('"version":1', '"version":2')),
			1,
			/version 2.*version 1/,
		],
		['an unknown event', withLine(5, '{"type":"task-danced","at":0}'), 5, /unknown event "task-danced"/],
		['no event', withLine(5, '7'), 5, /not an event: no "type"/],
		['a missing field', withLine(5, '{"type":"task-started","at":0}'), 5, /task-started: task is missing/],
		[
			'a wait for nothing',
			withLine(5, '{"type":"task-waiting","at":0,"task":"a","on":{"kind":"moon"}}'),
			5,
			/on\.kind/,
		],
		['time that falls', withLine(40, '{"type":"loop-beat","at":-1,"lag":0}'), 40, /before the previous one/],
		['time that is no number', withLine(5, '{"type":"loop-beat","at":1e999,"lag":0}'), 5, /at should be/],
		['a second run', withLine(5, formatEvent(whole[0])), 5, /second run/],
		[
			'two tasks of one id',
			formatEvent({...whole[0], tasks: [...whole[0].tasks, ...whole[0].tasks]}),
			1,
			/two tasks.*"profile"/,
		],
		[
			'a version that is no number',
			withLine(1, '{"type":"run-described","version":[[["deep"]]]}'),
			1,
			/no numeric version/,
		],
		['no version', withLine(1, '{"type":"run-described"}'), 1, /no numeric version/],
		['a field of an object as type', withLine(5, '{"type":"__proto__"}'), 5, /unknown event "__proto__"/],
		['a type that is no text', withLine(5, '{"type":{}}'), 5, /not an event: no "type"/],
		['a line of brackets', withLine(5, '['.repeat(1_000_000)), 5, /not valid JSON/],
		['deep JSON', withLine(5, `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`), 5, /not an event: no "type"/],
		[
			'deep JSON in a field',
			withLine(5, `{"type":"task-started","at":${'[{"a":'.repeat(9999)}1${'}]'.repeat(9999)}}`),
			5,
			/at should be number, not Array/,
		],
		['a huge line', withLine(5, `{"type":"${'x'.repeat(5_000_000)}"}`), 5, /unknown event "x{40}…"/],
	] as const) {
		test(`reports damage with its line: ${what}`, () => {
			const problem = problemOf(damaged);
			assert.match(problem.message, message);
			if (line !== undefined) assert.equal(problem.line, line);
		});
	}
});

suite('a hostile trace', () => {
	test('is reported in one short line of plain text', () => {
		const hostile = '\u001b]0;title\u0007\u009b2J\u202e\u2028\r\n\u0000';
		for (const damage of [
			withLine(5, JSON.stringify({type: hostile})),
			withLine(5, JSON.stringify({type: 'task-started', at: hostile.repeat(100), task: 'a'})),
			withLine(5, JSON.stringify({type: 'task-ended', at: 0, task: 'a', outcome: hostile})),
			withLine(5, JSON.stringify({type: 'task-waiting', at: 0, task: 'a', on: {kind: hostile}})),
			withLine(1, formatEvent({...whole[0], tasks: [1, 2].map(() => ({id: hostile, name: 'twice'}))})),
			withLine(1, JSON.stringify({...whole[0], version: hostile})),
			withLine(5, hostile),
		]) {
			const {message} = problemOf(damage);
			assert.match(message, /^[\x20-\x7e…]{1,200}$/u);
		}
	});

	test('loses unknown fields, and changes no prototype', () => {
		const line =
			'{"type":"loop-beat","at":0,"lag":0,"__proto__":{"polluted":true},"constructor":{"prototype":{}},"more":1}';
		const {trace} = parseTrace(withLine(5, line));
		assert.deepEqual(trace?.[4], {type: 'loop-beat', at: 0, lag: 0});
		assert.equal('polluted' in {}, false);
	});
});

suite('recorded traces', () => {
	test('are what the recorder writes', () => {
		assert.deepEqual(readdirSync(tracesFolder).sort(), Object.keys(traces).sort());
		for (const [name, expected] of Object.entries(traces)) {
			assert.equal(readFileSync(new URL(name, tracesFolder), 'utf8'), expected, name);
		}
	});

	test('are whole, except the broken and the truncated one', () => {
		const damaged = Object.keys(traces).filter(name => parseTrace(traces[name] ?? '').problem !== undefined);
		assert.deepEqual(damaged, ['broken.ndjson', 'truncated.ndjson']);
		for (const name of damaged) assert.ok((parseTrace(traces[name] ?? '').trace?.length ?? 0) > 20, name);
	});
});

suite('the table of transitions', () => {
	test('holds for every made-up run, and every task ends once', () => {
		for (const strategy of strategyNames) {
			const stages = new Map<string, TaskStage>();
			const trace: readonly TraceEvent[] = simulate({strategy, tasks: 12, limit: 4});
			for (const event of trace) {
				if (!('task' in event) || event.task === undefined || !(event.type in taskTransitions)) continue;
				const from = stages.get(event.task) ?? 'absent';
				const to = taskTransitions[event.type as keyof typeof taskTransitions][from];
				assert.ok(to, `${strategy}: ${event.type} of a task that is ${from}`);
				stages.set(event.task, to);
			}
			assert.deepEqual(new Set(stages.values()), new Set(['ended']), strategy);
		}
	});

	test('leads nowhere from the end', () => {
		for (const [type, from] of Object.entries(taskTransitions)) assert.equal(from.ended, undefined, type);
	});
});
