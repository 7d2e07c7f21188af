import {spawn} from 'node:child_process';
import {globSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, matchesGlob} from 'node:path';
import {text} from 'node:stream/consumers';
import {build} from 'esbuild';
import {bundle} from './bundle.ts';

/**
 * `npm run test:run -- [PATTERN…] [OPTION…]`: runs all tests, or those whose files below `test/` match a pattern, such
 * as `'model/**'`. Options go to `node --test`. Three processes run side by side, because most tests wait for real
 * runs. The output of the first process is shown as it comes, that of the others follows, and the failed tests come
 * last. Exits with 1 if a test fails, or if a pattern matches no file.
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

/** Groups of files that take about a third of the time each. The last pattern takes the rest. */
const thirds = [
	/^(engines\/(python|commands)|workloads|laws\/lessons)/,
	/^(engines|end-to-end|recorder)\/|^laws\/fuzz/,
	/^/,
];
const thirdOf = (file: string) => thirds.findIndex(pattern => pattern.test(file));
const groups = thirds.map((_, third) => files.filter(file => thirdOf(file) === third)).filter(({length}) => length > 0);

// The runners' code is compiled once, not at each start of a program: this halves the time of many tests.
const compiled = mkdtempSync(join(tmpdir(), 'compiled-'));
const {PYTHONDONTWRITEBYTECODE: _, ...own} = process.env;
const folder = 'source/engines/javascript/runner';
await build({
	...bundle,
	outdir: join(compiled, 'runner'),
	outExtension: {'.js': '.mjs'},
	entryPoints: [`${folder}/runner.ts`, `${folder}/watchdog.ts`],
});
const env = {
	...own,
	NODE_COMPILE_CACHE: compiled,
	PYTHONPYCACHEPREFIX: join(compiled, 'python'),
	ASYNC_TUI_RUNNER: join(compiled, 'runner/runner.mjs'),
};

const results = await Promise.all(
	groups.map(async (group, index) => {
		const paths = group.map(file => `test/${file}`);
		const args = ['--import', 'tsx', '--test', '--test-isolation=none', ...options, ...paths];
		const tests = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit'], env});
		const ended = new Promise<number>(resolve => tests.once('close', code => resolve(code ?? 1)));
		if (index === 0) tests.stdout.pipe(process.stdout, {end: false});
		const output = await text(tests.stdout);
		return {code: await ended, output};
	}),
);
rmSync(compiled, {recursive: true, force: true});

for (const {output} of results.slice(1)) {
	process.stdout.write(output);
}
// Repeats the failures at the end, because the log is long.
for (const {code, output} of results) {
	const start = output.indexOf('failing tests:');
	if (code !== 0 && start >= 0) process.stdout.write(`\n${output.slice(start)}`);
}

process.exitCode = results.every(({code}) => code === 0) ? 0 : 1;
