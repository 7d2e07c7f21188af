import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {after, suite, test} from 'node:test';
import type {CheckCommand} from '../../../source/cli/command.ts';
import {runCheck} from '../../../source/cli/commands/check/run.ts';
import type {Deps} from '../../../source/cli/deps.ts';
import {parse} from '../../../source/cli/parse.ts';
import type {RunExit} from '../../../source/exports/lines/run-exit.ts';
import {formatEvent} from '../../../source/trace/ndjson.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {holding, oneByOne, together} from '../../fixtures/scripts.ts';
import {shop} from '../../fixtures/shop.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {parseContext} from '../../helpers/parse-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
after(() => rmSync(folder, {recursive: true}));

/** Saves a run, or those of the processes of a command, and returns the file. */
function saved(name: string, ...traces: readonly Trace[]): string {
	const file = join(folder, `${name}.ndjson`);
	writeFileSync(file, traces.flatMap(trace => trace.map(event => `${formatEvent(event)}\n`)).join(''));
	return file;
}

function ofProcess(pid: number, [description, ...events]: Trace): Trace {
	return [{...description, process: {pid, parent: 1, command: ['node']}}, ...events];
}

const runs = {
	'one by one': saved('one-by-one', simulateProgram(oneByOne, 'python')),
	together: saved('together', simulateProgram(together, 'python')),
	holding: saved('holding', simulateProgram(holding, 'javascript')),
	shop: saved('shop', shop()),
};

const command = (...words: readonly string[]) => parse(['check', ...words], parseContext());

/** The lines and the exit code of a check. */
async function check(
	words: readonly string[],
	env: Deps['env'] = {},
): Promise<{readonly code: RunExit; readonly lines: readonly string[]}> {
	const parsed = await command(...words);
	assert.equal(parsed.kind, 'check', JSON.stringify(parsed));
	const stdout = new PassThrough();
	const read = text(stdout);
	const warn = (sentence: string) => stdout.write(`warning: ${sentence}\n`);
	const deps = {streams: {stdout, stderr: new PassThrough()}, env, warn} as unknown as Deps;
	const code = await runCheck(parsed as CheckCommand, deps);
	stdout.end();
	return {code, lines: (await read).trimEnd().split('\n')};
}

suite('check', () => {
	const cases: readonly (readonly [flags: readonly string[], run: keyof typeof runs, line: RegExp, code: 0 | 1])[] = [
		[['--peak', 'order>=3'], 'shop', /^ok {4}peak order >= 3 +it was 40$/, 0],
		[['--peak', 'order >= 41'], 'shop', /^not {3}peak order >= 41 +at most 40 of order were in flight at once$/, 1],
		[['--peak', 'nowhere>=1'], 'shop', /^not .*nowhere was never called$/, 1],
		[['--peak', '>=2'], 'together', /^ok {4}peak >= 2 +it was 2$/, 0],
		[['--peak', '>=2'], 'one by one', /^not {3}peak >= 2 +at most 1 were in flight at once$/, 1],
		[['--max-in-flight', 'order<=40'], 'shop', /^ok {4}peak order <= 40/, 0],
		[['--max-in-flight', 'order<=39'], 'shop', /^not {3}peak order <= 39/, 1],
		[['--overlap', 'f & g'], 'together', /^ok {4}overlap f & g/, 0],
		[['--overlap', 'f & g'], 'one by one', /^not {3}overlap f & g +f ended at .* g started at/, 1],
		[
			['--order', 'f ends < g starts'],
			'one by one',
			/^ok {4}order f ends < g starts +f ends at 1\.00 s, g starts at 1\.00 s/,
			0,
		],
		[['--order', 'f ends < g starts'], 'together', /^not {3}order/, 1],
		[['--blocked', '<100ms'], 'together', /^ok {4}blocked < 100 ms +no block kept anything waiting$/, 0],
		[['--claims', 'test/fixtures/claims.json'], 'together', /^ok {4}f ended at f ends +f ended at 1\.00 s$/, 0],
		[['--no-findings'], 'together', /^ok {4}no findings +nothing was found$/, 0],
		[['--no-findings'], 'shop', /^not {3}no findings +pile-up: \d+ wait at shop\.py:\d+/, 1],
		[['--baseline', runs.together], 'together', /^ok {4}baseline overlap +1 overlap .*, all still there/, 0],
		[['--baseline', runs.together], 'one by one', /^not {3}baseline overlap +no longer at once: f & g$/, 1],
		[['--baseline', runs.together], 'together', /^ok {4}baseline findings +nothing new was found$/, 0],
	];
	for (const [flags, run, line, code] of cases) {
		test(`${flags.join(' ')}: ${code === 0 ? 'holds' : 'does not hold'} of ${run}`, async () => {
			const stuck = run === 'shop' && !flags.includes('--no-findings') ? ['--stuck-ok'] : [];
			const result = await check([runs[run], ...flags, ...stuck]);
			assert.ok(
				result.lines.some(each => line.test(each)),
				result.lines.join('\n'),
			);
			assert.equal(result.code, code, result.lines.join('\n'));
			assert.match(
				result.lines.at(-1) ?? '',
				code === 0 ? /^(?:All \d+ hold|1 of 1 holds)\.$/ : /^\d+ of \d+ holds?\.$/,
			);
		});
	}

	test('judges all processes of a command: those that call what is named, and all by what is found', async () => {
		const helper = ofProcess(2, simulateProgram(holding, 'javascript'));
		const file = saved('processes', helper, ofProcess(3, simulateProgram(together, 'python')), ofProcess(4, shop()));
		const {lines, code} = await check([
			...[file, '--peak', 'order>=3', '--peak', '>=41', '--max-in-flight', 'order<=39', '--overlap', 'f & g'],
			...['--blocked', '<1s', '--no-findings'],
		]);
		const expected = [
			/^ok {4}peak order >= 3 +it was 40$/,
			/^not {3}peak >= 41 +at most 3 were in flight at once$/,
			/^not {3}peak order <= 39 +at most 40 of order/,
			/^ok {4}overlap f & g/,
			/^not {3}blocked < 1 s +the longest block was 1\.80 s, at blocking\.js/,
			/^not {3}no findings +thread-held: .* at blocking\.js:\d+/,
			/^not {3}no findings +pile-up: .* at shop\.py:\d+/,
			/^2 of 7 hold\.$/,
		];
		const results = lines.filter(line => !line.startsWith('warning: '));
		assert.equal(results.length, expected.length, results.join('\n'));
		for (const [index, line] of expected.entries()) assert.match(results[index] ?? '', line);
		assert.equal(code, 1);
	});

	test('nothing that is stuck is demanded by itself; --stuck-ok demands nothing', async () => {
		assert.deepEqual((await check([runs.together])).lines, ['ok    no stuck   nothing was found', '1 of 1 holds.']);
		assert.deepEqual((await check([runs.together, '--stuck-ok'])).lines, ['Nothing was demanded.']);
	});

	test('--json: one object with claims and findings', async () => {
		const {lines, code} = await check([runs.shop, '--json', '--no-findings', '--peak', 'order>=3']);
		const {type, holds, claims, findings} = JSON.parse(lines.at(-1) ?? '');
		assert.deepEqual([type, holds, code], ['check', false, 1]);
		assert.deepEqual(claims[0], {
			flag: 'peak order >= 3',
			holds: true,
			said: 'it was 40',
			measured: {'peak order': 40},
		});
		assert.ok(findings.some(({rule}: {rule: string}) => rule === 'pile-up'));
	});

	test('GitHub shows what does not hold at its line', async () => {
		const {lines} = await check([runs.shop, '--no-findings'], {GITHUB_ACTIONS: 'true'});
		const notes = lines.filter(line => line.startsWith('::error '));
		assert.match(notes[0] ?? '', /^::error file=.*shop\.py,line=\d+,title=[a-z-]+::[a-z-]+: .* at shop\.py:\d+/);
		assert.equal(notes.length, lines.filter(line => line.startsWith('not ')).length);
	});

	test('a file that is no run ends it with 2', async () => {
		const {code, lines} = await check([join(folder, 'missing.ndjson')]);
		assert.equal(code, 2);
		assert.match(lines[0] ?? '', /cannot read/);
	});

	test('wrong values are refused in one line that says what fits', async () => {
		const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
			[[], /check needs a program, a command or a saved run/],
			[['dashboard'], /check takes a program of yours, .* not "dashboard"/],
			[['run.ndjson', '--peak', 'many'], /--peak takes a function, a sign and a number/],
			[['run.ndjson', '--max-in-flight', 'f>=3'], /--max-in-flight takes .* 'download<=10'/],
			[['run.ndjson', '--overlap', 'f'], /--overlap takes two functions/],
			[['run.ndjson', '--order', 'f < g'], /--order takes moments in order/],
			[['run.ndjson', '--blocked', '100'], /--blocked takes a bound/],
			[['run.ndjson', '--claims', 'test/fixtures/two.tape'], /it is not JSON/],
			[['main.mjs', '--for', '0s'], /--for takes a time, such as 10s/],
			[['run.ndjson', '--for', '10s'], /--for has no effect on a saved run/],
			[['run.ndjson', '--no-stuck', '--stuck-ok'], /use either --no-stuck or --stuck-ok/],
		];
		for (const [words, message] of wrong) {
			const parsed = await command(...words);
			assert.equal(parsed.kind, 'usage-error', words.join(' '));
			assert.match(parsed.kind === 'usage-error' ? parsed.message : '', message);
		}
		const elsewhere = await parse(['two', '--peak', '>=3'], parseContext());
		assert.match(elsewhere.kind === 'usage-error' ? elsewhere.message : '', /only works with async-tui check/);
	});
});
