import {spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import {matchesGlob} from 'node:path';
import {buffer} from 'node:stream/consumers';

/**
 * `npm run test:run -- [PATTERN…] [OPTION…]`: runs all tests, or those whose files below `test/` match a pattern, such
 * as `'model/**'`. Options go to `node --test`. Three processes run side by side, because most tests wait for real runs.
 * The output of the first is shown as it comes, that of the others follows.
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

/** What takes about a third of the time each; the rest is the last third. */
const thirds = [/^(engines\/python|workloads|laws\/lessons)/, /^(engines|measures|findings|end-to-end)\//, /^/];
const thirdOf = (file: string) => thirds.findIndex(pattern => pattern.test(file));
const groups = thirds.map((_, third) => files.filter(file => thirdOf(file) === third)).filter(({length}) => length > 0);

const results = await Promise.all(
	groups.map(async (group, index) => {
		const isShown = index === 0;
		const paths = group.map(file => `test/${file}`);
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
