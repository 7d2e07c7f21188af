import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {writeTable} from '../../../source/exports/tables/index.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {failing} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {damagedRuns, hostileRun, someRuns} from '../../helpers/some-runs.ts';

/**
 * Parses RFC 4180 strictly: records end with CRLF, a quoted field holds anything, other fields neither quotes nor line
 * breaks.
 */
function parse(text: string): readonly (readonly string[])[] {
	const records: string[][] = [];
	let rest = text;
	while (rest !== '') {
		const record: string[] = [];
		for (let separator = ','; separator === ','; ) {
			const [whole, quoted, plain = '', end = ''] =
				/^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? assert.fail(`no field: ${rest.slice(0, 80)}`);
			record.push(quoted?.replaceAll('""', '"') ?? plain);
			rest = rest.slice(whole.length);
			separator = end;
		}
		records.push(record);
	}
	return records;
}

function rowsOf(...traces: readonly Trace[]): readonly Readonly<Record<string, string>>[] {
	const [header = [], ...records] = parse(writeTable(traces, 'csv'));
	return records.map(record => {
		assert.equal(record.length, header.length);
		return Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']));
	});
}

suite('Comma-separated values', () => {
	test('has one row per lane, in the order of the screen, with its times', () => {
		const rows = rowsOf(simulate({tasks: dashboardTasks(5, {avatar: {fails: true}, settings: {blocks: 500}})}));
		assert.deepEqual(
			rows.map(({task, state}) => [task, state]),
			[
				['profile', 'done'],
				['settings', 'done'],
				['orders', 'done'],
				['avatar', 'failed'],
				['messages', 'done'],
			],
		);
		assert.deepEqual(rows[4], {
			run: '1',
			scenario: 'dashboard',
			strategy: 'concurrent',
			language: 'javascript',
			id: 'messages',
			task: 'messages',
			kind: 'planned',
			caller: '',
			state: 'done',
			queued_ms: '0.4',
			start_ms: '0.4',
			end_ms: '1300.6',
			latency_ms: '1300.2',
			waiting_ms: '1200.1',
			on_thread_ms: '0.3',
			ready_ms: '99.8',
			value: "{ widget: 'messages' }",
			error: '',
		});
		assert.match(rows[3]?.error ?? '', /^TypeError: fetch failed/);
	});

	test('has parts that add up to each latency, and latencies that add up to the sum of the run', () => {
		for (const [name, trace] of [...someRuns(), ...damagedRuns()]) {
			let sum = 0;
			for (const row of rowsOf(trace)) {
				const parts = Number(row.waiting_ms) + Number(row.on_thread_ms) + Number(row.ready_ms);
				assert.ok(Math.abs(Number(row.latency_ms) - parts) < 0.002, `${name}: ${JSON.stringify(row)}`);
				sum += Number(row.latency_ms);
			}
			const {totals, description, lanes} = modelAt(trace, trace.at(-1)?.at ?? 0);
			if (description.form === 'tasks' && totals.settled === lanes.length && lanes.every(each => each.startedAt)) {
				assert.ok(Math.abs(sum - totals.sum) < 0.01, name);
			}
		}
	});

	test('names the caller of each call in a program, and numbers several runs', () => {
		const rows = rowsOf(simulateProgram(failing, 'javascript'), simulateProgram(failing, 'python'));
		assert.deepEqual(
			rows.map(({run, language, task, caller}) => [run, language, task, caller]),
			['javascript', 'python'].flatMap((language, index) => [
				[`${index + 1}`, language, 'top level', ''],
				[`${index + 1}`, language, 'main', 'top level'],
				[`${index + 1}`, language, 'f', 'main'],
				[`${index + 1}`, language, 'g', 'main'],
			]),
		);
	});

	test('has no cell that a spreadsheet takes for a formula', () => {
		for (const form of ['tasks', 'program'] as const) {
			for (const row of rowsOf(hostileRun(form))) {
				for (const value of Object.values(row)) assert.doesNotMatch(value, /^\s*[=+\-@]/);
				assert.match(row.task ?? '', /^'=HYPERLINK\("x"\)\|`@all` <b>&\*\*," \| a \|/);
			}
		}
		const [user] = simulate({tasks: 1});
		for (const name of ['+1', '-1', '@sum', ' =1', '\t=1', '＝1']) {
			const [row] = rowsOf([{...user, tasks: [{id: 'one', name}]}]);
			assert.equal(row?.task?.[0], "'", name);
		}
	});
});
