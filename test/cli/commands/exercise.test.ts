import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {parse} from '../../../source/cli/parse.ts';
import {exerciseLine, exercisesLine} from '../../../source/exports/output-schema.ts';
import {parseContext} from '../../helpers/parse-context.ts';

const content = fileURLToPath(new URL('../../../source/content/exercises/', import.meta.url));
const start = fileURLToPath(new URL('../../../source/start.ts', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'exercise-'));
after(() => rmSync(home, {recursive: true}));

/** Runs the program in a folder. */
function run(
	folder: string,
	...argv: readonly string[]
): Promise<{readonly code: number; readonly lines: readonly string[]; readonly errors: string}> {
	const env = {...process.env, XDG_STATE_HOME: join(home, 'state')};
	return new Promise(resolve => {
		execFile(
			process.execPath,
			['--import', import.meta.resolve('tsx'), start, ...argv],
			{cwd: folder, env},
			(error, stdout, stderr) => {
				resolve({code: error ? Number(error.code) : 0, lines: stdout.trimEnd().split('\n'), errors: stderr});
			},
		);
	});
}

function folder(name: string): string {
	const path = join(home, name);
	mkdirSync(path, {recursive: true});
	return path;
}

suite('async-tui exercise', () => {
	test('copies the start program, runs it, and names the claims that are open', async () => {
		const path = folder('new');
		const {code, lines} = await run(path, 'exercise', 'closed-early', '--plain');
		assert.equal(code, 1);
		assert.equal(lines[0], 'Closed too early');
		assert.ok(lines.includes('Your file: closed-early.mjs'));
		assert.equal(
			readFileSync(join(path, 'closed-early.mjs'), 'utf8'),
			readFileSync(join(content, 'closed-early/start.js'), 'utf8'),
		);
		assert.ok(lines.some(line => line.startsWith('✓ save ran to its end, at ')));
		assert.ok(lines.some(line => line.startsWith('○ “closed” is printed after “saved”. Now: ')));
		assert.match(lines.at(-1) ?? '', /^2 of 4\. Change closed-early\.mjs/);
	});

	test('runs an existing file as it is, and remembers that it is done', async () => {
		const path = folder('done');
		copyFileSync(join(content, 'closed-early/solution.js'), join(path, 'closed-early.mjs'));
		const {code, lines} = await run(path, 'exercise', 'closed-early', '--plain');
		assert.deepEqual([code, lines.at(-1)], [0, '4 of 4. Done.']);
		const {lines: list} = await run(path, 'exercise', '--plain');
		assert.ok(
			list.some(line => /✓ {2}closed-early .* javascript$/.test(line)),
			list.join('\n'),
		);
	});

	test('says where a file does not compile, instead of its claims', async () => {
		const path = folder('broken');
		writeFileSync(join(path, 'closed-early.mjs'), 'async function save() {\n\tawait (;\n}\n');
		const {code, lines} = await run(path, 'exercise', 'closed-early', '--plain');
		assert.equal(code, 1);
		assert.ok(
			lines.some(line => /^closed-early\.mjs:2 {2}SyntaxError: /.test(line)),
			lines.join('\n'),
		);
		assert.ok(!lines.some(line => line.startsWith('○')));
	});

	test('checks the files of a class, and counts what each learner has done', async () => {
		const path = folder('hand-in');
		const handIn = (learner: string, file: string, from: string) => {
			mkdirSync(join(path, learner), {recursive: true});
			copyFileSync(join(content, from), join(path, learner, file));
		};
		handIn('ada', 'closed-early.mjs', 'closed-early/solution.js');
		handIn('ada', 'for-each.mjs', 'for-each/solution.js');
		handIn('bob', 'closed-early.mjs', 'closed-early/start.js');
		handIn('bob', 'notes.mjs', 'closed-early/start.js');
		const {code, lines} = await run(path, 'exercise', '.', '--json');
		const files = lines.slice(0, -1).map(line => v.parse(exerciseLine, JSON.parse(line)));
		assert.deepEqual(
			files.map(({file, verdict, holds, of}) => [file, verdict, holds, of]),
			[
				['ada/closed-early.mjs', 'done', 4, 4],
				['ada/for-each.mjs', 'done', 3, 3],
				['bob/closed-early.mjs', 'open', 2, 4],
			],
		);
		const total = v.parse(exercisesLine, JSON.parse(lines.at(-1) ?? ''));
		assert.deepEqual(total, {type: 'exercises', done: 2, of: 3, learners: {ada: 2, bob: 0}});
		assert.equal(code, 1);
	});

	test('takes a folder without a file of an exercise for wrong use', async () => {
		const {code, errors} = await run(folder('empty'), 'exercise', '.');
		assert.equal(code, 2);
		assert.match(errors, /^async-tui: no file in "\." has the name of an exercise\./);
	});

	test('follows no link, and does not overwrite', async () => {
		const path = folder('kept');
		writeFileSync(join(path, 'for-each.mjs'), "console.log('mine');\n");
		await run(path, 'exercise', 'for-each', '--plain');
		assert.equal(readFileSync(join(path, 'for-each.mjs'), 'utf8'), "console.log('mine');\n");
		assert.ok(!existsSync(join(path, 'for-each.py')));
	});

	const wrong = [
		['exercise too-mny', 'unknown exercise "too-mny". Did you mean "too-many"?'],
		['exercise hand-in/', 'cannot read "hand-in/": no such directory.'],
		['exercise too-many for-each', 'give one exercise, not both "too-many" and "for-each".'],
		['exercise too-many -l both', 'unknown language of an exercise "both".'],
		['exercise --theme dark', 'exercise without a name does not take --theme.'],
		['exercise too-many -n 3', '--limit has no effect here: a program runs unchanged.'],
	] as const;
	for (const [line, what] of wrong) {
		test(`async-tui ${line}`, async () => {
			const command = await parse(line.split(' '), parseContext());
			assert.equal(command.kind === 'usage-error' && command.message.split('\n')[0], `async-tui: ${what}`);
		});
	}

	test('takes the language of the file that exists, else JavaScript', async () => {
		const read = async (...files: readonly string[]) => {
			const isFile = (path: string) => files.includes(path);
			const command = await parse(['exercise', 'too-many'], parseContext({isFile}));
			return command.kind === 'run' && command.language;
		};
		assert.equal(await read(), 'javascript');
		assert.equal(await read('too-many.py'), 'python');
		assert.equal(await read('too-many.py', 'too-many.mjs'), 'javascript');
	});
});
