import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Finding} from '../../source/model/analysis/findings/finding.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';

/** Programs that are stuck or wrong in one way, and healthy ones, run by the built async-tui. */
const folder = new URL('programs/', import.meta.url);
const asyncTui = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const python = await testPython();

suite('what may be wrong with a program', {concurrency: 1}, () => {
	for (const file of readdirSync(folder)) {
		const text = readFileSync(new URL(file, folder), 'utf8');
		const [, rule, isInfo] = /^(?:#|\/\/) rule: ([a-z-]+)( \(info\))?/.exec(text) ?? [];
		const skip = file.endsWith('.py') && !python ? withoutPython : false;
		test(rule === undefined ? `silent: ${file}` : `${rule}: ${file}`, {skip}, async () => {
			const findings = await findingsIn(file);
			const serious = findings.filter(({severity}) => isInfo !== undefined || severity !== 'info');
			if (rule === undefined) {
				assert.match(text, /^(?:#|\/\/) silent/);
				assert.deepEqual(serious, []);
			} else {
				assert.deepEqual([...new Set(serious.map(each => each.rule))], [rule]);
				for (const {text, place, tasks} of serious) {
					assert.match(text, /^\S.*\.$/);
					assert.ok(place?.file === file && place.line > 1, JSON.stringify(place));
					assert.ok(tasks.length > 0 || rule === 'never-awaited', 'it names the lanes that it is about');
				}
			}
		});
	}
});

async function findingsIn(file: string): Promise<readonly Finding[]> {
	const {promise, resolve} = Promise.withResolvers<string>();
	const program = fileURLToPath(new URL(file, folder));
	execFile(process.execPath, [asyncTui, program, '--json'], {maxBuffer: 1e8, timeout: 60_000}, (_, stdout) =>
		resolve(stdout),
	);
	const lines = (await promise).trim().split('\n');
	const {type, findings} = JSON.parse(lines.at(-1) ?? '{}');
	assert.equal(type, 'summary');
	return findings;
}
