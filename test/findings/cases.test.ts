import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {delimiter, dirname} from 'node:path';
import {createInterface} from 'node:readline';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Finding} from '../../source/model/analysis/findings/finding.ts';
import type {TestPython} from '../helpers/pythons.ts';
import {testPythons, withoutPython} from '../helpers/pythons.ts';

/** Programs that are stuck or wrong in one way, and healthy ones, run by the built async-tui. */
const folder = new URL('programs/', import.meta.url);
const asyncTui = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
/** Beats of a free loop, one each 50 ms, in which nothing happens to any task; no healthy program here is quiet for so long. */
const stuck = 32;

/** Runs the built program. If it is not the Node.js of the tests, the Python cases are skipped. */
const node = process.env.ASYNC_TUI_TEST_NODE ?? process.execPath;
/** In which it is the `node` of `PATH`, too: programs run by that. */
const env = {...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`};
const pythons = await testPythons();

// They mostly wait.
suite('what may be wrong with a program', {concurrency: 4}, () => {
	for (const file of readdirSync(folder)) {
		const text = readFileSync(new URL(file, folder), 'utf8');
		const [, rule, isInfo] = /^(?:#|\/\/) rule: ([a-z-]+(?:, [a-z-]+)*)( \(info\))?/.exec(text) ?? [];
		const name = rule === undefined ? `silent: ${file}` : `${rule}: ${file}`;
		const check = async (python?: TestPython) => {
			const findings = await findingsIn(file, python);
			const serious = findings.filter(({severity}) => isInfo !== undefined || severity !== 'info');
			if (rule === undefined) {
				assert.match(text, /^(?:#|\/\/) silent/);
				assert.deepEqual(serious, []);
			} else {
				assert.deepEqual([...new Set(serious.map(each => each.rule))].sort(), rule.split(', '));
				for (const {text, place, tasks} of serious) {
					assert.match(text, /^\S.*\.$/);
					assert.ok(place?.file === file && place.line > 1, JSON.stringify(place));
					assert.ok(
						tasks.length > 0 || rule === 'never-awaited' || rule === 'reactions-pile-up',
						'it names the lanes that it is about',
					);
				}
			}
		};
		if (file.endsWith('.mjs')) test(name, () => check());
		else if (node !== process.execPath) test.skip(`${name}: not with ASYNC_TUI_TEST_NODE`);
		else if (pythons.length === 0) test.skip(`${name}: ${withoutPython}`);
		else for (const python of pythons) test(`${name}, Python ${python.version}`, () => check(python));
	}
});

async function findingsIn(file: string, python: TestPython | undefined): Promise<readonly Finding[]> {
	const program = fileURLToPath(new URL(file, folder));
	const options = python ? ['--python', python.executable] : [];
	const child = spawn(node, [asyncTui, program, '--json', ...options], {
		env,
		stdio: ['ignore', 'pipe', 'ignore'],
		timeout: 60_000,
	});
	let [last, quietBeats, isInterrupted] = ['', 0, false];
	for await (const line of createInterface(child.stdout)) {
		last = line;
		const {type} = JSON.parse(line);
		if (/^task-|^cancel-/.test(type)) quietBeats = 0;
		// It will not end by itself.
		else if (type === 'loop-beat' && ++quietBeats >= stuck && !isInterrupted) {
			isInterrupted = true;
			child.kill('SIGINT');
		}
	}
	const {type, findings} = JSON.parse(last);
	assert.equal(type, 'summary');
	return findings;
}
