import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {writeTable} from '../../../source/exports/tables/index.ts';
import {code, table, words} from '../../../source/exports/tables/markdown-text.ts';
import {failing} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {hostileRun, hostileText, someRuns} from '../../helpers/some-runs.ts';

/** Splits a row of a table into cells as GFM does: a backslash escapes the next sign, a bar ends a cell. */
function cellsOf(row: string): readonly string[] {
	const cells = [...row.matchAll(/((?:\\[!-/:-@[-`{-~]|[^|])*)\|/g)].map(([, cell = '']) => cell.trim());
	assert.equal(cells[0], '', row);
	return cells.slice(1);
}

/** Returns what is outside of code spans, where a text could become Markdown, HTML or a mention. */
function outsideCode(text: string): string {
	return text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

suite('Markdown', () => {
	test('has a table of the runs, the failures, and a table of the lanes', () => {
		const tasks = dashboardTasks(3, {settings: {blocks: 300}});
		const runs = [simulate({strategy: 'sequential', tasks}), simulate({tasks})];
		const failed = simulateProgram(failing, 'python');
		assert.equal(
			writeTable([...runs, failed], 'md'),
			`| run | scenario | strategy | runtime | total | speed-up | sum | longest | peak | ended |
| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
| 1 | Load a dashboard | Sequential | Node.js 24.21.0 | 4.60 s |  | 4.60 s | 2.00 s | 1 | ok |
| 2 | Load a dashboard | Concurrent | Node.js 24.21.0 | 2.00 s | 2.30× | 4.60 s | 2.00 s | 3 | ok |
| 3 | Calling an async function | One fails | CPython 3.13.0 | 1.00 s |  | 2.00 s | 1.00 s | 2 | failed: 1 failed, 1 cancelled |

Speed-up: sequential total ÷ this total, both measured.

- run 1: the thread was blocked for 300 ms by \`settings\` at \`dashboard.js:7\`
- run 2: the thread was blocked for 300 ms by \`settings\` at \`dashboard.js:7\`
- run 3: \`f\` failed at 1.00 s: \`ValueError: no such user\` at \`one-fails.py:6\`

| run | lane | state | queued | start | latency | waiting | on the thread | ready | result |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
| 1 | \`profile\` | done | 0 ms | 0 ms | 1.50 s | 1.50 s | 0.3 ms | 0 ms | \`{ widget: 'profile' }\` |
| 1 | \`settings\` | done | 1.50 s | 1.50 s | 1.10 s | 800 ms | 300 ms | 0 ms | \`{ widget: 'settings' }\` |
| 1 | \`orders\` | done | 2.60 s | 2.60 s | 2.00 s | 2.00 s | 0.3 ms | 0 ms | \`{ widget: 'orders' }\` |
| 2 | \`profile\` | done | 0 ms | 0 ms | 1.50 s | 1.50 s | 0.3 ms | 0 ms | \`{ widget: 'profile' }\` |
| 2 | \`settings\` | done | 0.1 ms | 0.1 ms | 1.10 s | 800 ms | 300 ms | 0 ms | \`{ widget: 'settings' }\` |
| 2 | \`orders\` | done | 0.2 ms | 0.2 ms | 2.00 s | 2.00 s | 0.3 ms | 0 ms | \`{ widget: 'orders' }\` |
| 3 | \`top level\` | failed | 0 ms | 0 ms | 1.00 s | 1.00 s | 0.7 ms | 0 ms | \`ValueError: no such user\` |
| 3 | · \`main\` | failed | 0 ms | 0.1 ms | 1.00 s | 1.00 s | 0.5 ms | 0 ms | \`ValueError: no such user\` |
| 3 | · · \`f\` | failed | 0 ms | 0.2 ms | 1.00 s | 1.00 s | 0.2 ms | 0 ms | \`ValueError: no such user\` |
| 3 | · · \`g\` | cancelled | 0.1 ms | 0.3 ms | 1.00 s | 1.00 s | 0.1 ms | 0 ms |  |
`,
		);
	});

	test('has the same number of cells in every row, whatever they contain', () => {
		const hostile = new Map([
			['tasks', hostileRun('tasks')],
			['program', hostileRun('program')],
		]);
		for (const [name, trace] of [...someRuns(), ...hostile]) {
			let columns = 0;
			for (const line of writeTable([trace, trace], 'md').split('\n')) {
				if (!line.startsWith('|')) {
					columns = 0;
					continue;
				}
				columns ||= cellsOf(line).length;
				assert.equal(cellsOf(line).length, columns, `${name}: ${line}`);
			}
		}
	});

	test('keeps text from programs plain: no HTML, no Markdown, no mention, no link', () => {
		for (const form of ['tasks', 'program'] as const) {
			const text = outsideCode(writeTable([hostileRun(form)], 'md'));
			assert.doesNotMatch(text, /[<>@&*`[\]]|www|HYPERLINK/);
		}
		assert.equal(outsideCode(code(hostileText)), '');
		assert.equal(code('a`b``c'), '```a`b``c```');
		assert.equal(code('`a`'), '`` `a` ``');
		assert.equal(code('a\\|b|c'), '`a\\|b|c`');
		assert.match(table(['lane'], [[code('a\\|b|c')]]), /^\| `a\\ \\\|b\\\|c` \|$/m);
		assert.equal([...code('x'.repeat(1000))].length, 162);
		for (const plain of ['Load a dashboard', 'Node.js 24.21.0', 'Käse, kalt']) assert.equal(words(plain), plain);
		for (const reference of ['see www.x.org', 'GH-12', 'deadbeef0', '#12', '@all', 'a_b', 'f(42)']) {
			assert.equal(words(reference), `\`${reference}\``);
		}
	});

	test('cuts thousands of lanes short, and says so', () => {
		const text = writeTable([simulate({tasks: 1000})], 'md');
		assert.match(text, /\n… and 900 lanes more\.\n$/);
		assert.ok(text.length < 20_000);
	});
});
