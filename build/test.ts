import {spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import {matchesGlob} from 'node:path';
import {buffer} from 'node:stream/consumers';

/**
 * `npm run test:run -- [PATTERN…] [OPTION…]`: runs all tests, or those whose files below `test/` match a pattern, such
 * as `'model/**'`. Options go to `node --test`. Two processes run side by side, because most tests wait for real runs:
 * one runs the tests of the engines and of the user's own work; the other one runs the rest, and its output follows.
 * Exits with 1 if a test fails, or if a pattern matches no file.
 */
const given = process.argv.slice(2);
const options = given.filter(argument => argument.startsWith('-'));
const patterns = given.filter(argument => !argument.startsWith('-')).map(pattern => pattern.replace(/^test\//, ''));

const all = globSync('**/*.test.{ts,tsx}', {cwd: 'test'}).sort();
const matching = (pattern: string) => all.filter(file => matchesGlob(file, pattern));
const unknown = patterns.filter(pattern => matching(pattern).length === 0);
const files = patterns.length === 0 ? all : [...new Set(patterns.flatMap(matching))];

if (unknown.length > 0) {
	process.stderr.write(
		`No test matches ${unknown.join(', ')}. A pattern names files below test/, such as 'model/**'.\n`,
	);
	process.exit(1);
}
if (patterns.length > 0) process.stdout.write(`${files.length} of ${all.length} test files:\n${files.join('\n')}\n`);

const isSlow = (file: string) => /^(engines|workloads)\//.test(file);
const halves = [files.filter(isSlow), files.filter(file => !isSlow(file))].filter(half => half.length > 0);

const results = await Promise.all(
	halves.map(async (half, index) => {
		const isShown = index === 0;
		const paths = half.map(file => `test/${file}`);
		const args = ['--import', 'tsx', '--test', '--test-isolation=none', ...options, ...paths];
		const tests = spawn(process.execPath, args, {stdio: ['ignore', isShown ? 'inherit' : 'pipe', 'inherit']});
		const ended = new Promise<number>(resolve => tests.once('close', code => resolve(code ?? 1)));
		const output = tests.stdout ? await buffer(tests.stdout) : Buffer.alloc(0);
		return {code: await ended, output};
	}),
);
for (const {output} of results) {
	process.stdout.write(output);
}

process.exitCode = Math.max(...results.map(({code}) => code)) === 0 ? 0 : 1;
