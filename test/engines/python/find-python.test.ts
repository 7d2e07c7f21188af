import assert from 'node:assert/strict';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterEach, beforeEach, describe as suite, test} from 'node:test';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {findPython} from '../../../source/engines/python/find-python.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, runProgram} from '../../helpers/run-program.ts';

const python = await testPython();
const program = 'async def task(): pass';
const skip = process.platform === 'win32' ? 'scripts stand in for Python' : !python && withoutPython;
const answers = (version: string) =>
	`#!/bin/sh\nprintf 'async-tui/${version.replaceAll('.', '/')}/%s' /opt/python${version}\n`;

suite('which Python', {skip}, () => {
	let folder = '';
	beforeEach(() => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), 'async-tui-')));
	});
	afterEach(() => rmSync(folder, {recursive: true}));

	const script = (path: string, text: string) => {
		const file = join(folder, path);
		mkdirSync(join(file, '..'), {recursive: true});
		writeFileSync(file, text);
		chmodSync(file, 0o755);
		return file;
	};
	const search = (env: Record<string, string>, named?: string) =>
		findPython({named, env: {PATH: join(folder, 'path'), ...env}, cwd: folder, platform: 'linux', patience: 300});

	test('is searched for once from the same places', async () => {
		const count = join(folder, 'count');
		const file = script('path/python3', answers('3.12.1').replace('\n', `\necho >>'${count}'\n`));
		const found = new Map();
		const where = {env: {PATH: join(folder, 'path')}, cwd: folder, platform: 'linux', found} as const;
		const first = await findPython({...where, folder: '.'});
		assert.deepEqual(await findPython({...where, folder: resolve('.')}), first);
		assert.equal(readFileSync(count, 'utf8'), '\n');
		const named = await findPython({...where, named: file});
		assert.equal('as' in named && named.as, file);
		assert.equal(readFileSync(count, 'utf8'), '\n\n');
	});

	test('the one that was named, then that of the environments, then that of the search path', async () => {
		const named = script('named', answers('3.12.1'));
		const other = script('other', answers('3.13.1'));
		script('active/bin/python', answers('3.11.1'));
		script('.venv/bin/python', answers('3.10.1'));
		script('path/python3', answers('3.9.1'));
		script('path/python', answers('3.9.2'));
		const env = {ASYNC_TUI_PYTHON: other, VIRTUAL_ENV: join(folder, 'active')};
		const found = async (version: string, discovery: ReturnType<typeof search>, name?: string) => {
			const {as, ...rest} = {as: '', ...(await discovery)};
			assert.deepEqual(rest, {python: {executable: `/opt/python${version}`}, version});
			assert.equal(as, name ?? as);
		};
		await found('3.12.1', search(env, named), named);
		await found('3.13.1', search(env));
		await found('3.11.1', search({VIRTUAL_ENV: env.VIRTUAL_ENV}));
		await found('3.10.1', search({}));
		script('project/.venv/bin/python', answers('3.10.2'));
		const beside = {env: {}, cwd: folder, folder: join(folder, 'project'), platform: 'linux'} as const;
		await found('3.10.2', findPython(beside));
		await found('3.11.1', findPython({...beside, env: {VIRTUAL_ENV: join(folder, 'active')}}));
		await found('3.10.1', findPython({...beside, folder: join(folder, 'path')}));
		rmSync(join(folder, '.venv'), {recursive: true});
		await found('3.9.1', search({}), 'python3');
		rmSync(join(folder, 'path/python3'));
		await found('3.9.2', search({}));
	});

	test('what was tried is said, and why not', async () => {
		script('.venv/bin/python', '#!/bin/sh\necho "no such version" >&2\nexit 127\n');
		script('path/python3', '#!/bin/sh\nexec sleep 60\n');
		script('path/python', answers('2.7.18'));
		const discovery = await findPython({
			env: {PATH: `${join(folder, 'path')}:${process.env.PATH}`},
			cwd: folder,
			platform: 'linux',
			patience: 300,
		});
		assert.deepEqual(discovery, {
			none:
				`no usable Python: ${join(folder, '.venv/bin/python')}: no such version; python3: no answer within 0.3 s; ` +
				'python: too old (2.7.18). Install Python 3.9 or later, or point to one with --python PATH or ASYNC_TUI_PYTHON.',
		});
	});

	test('no other is taken than the one that was named', async () => {
		script('path/python3', answers('3.12.1'));
		const missing = join(folder, 'missing');
		for (const discovery of [await search({}, missing), await search({ASYNC_TUI_PYTHON: missing})]) {
			assert.deepEqual(discovery, {
				none: `no usable Python: ${missing}: not found. Choose one that is 3.9 or later.`,
			});
		}
		const shell = script('shell', '#!/bin/sh\necho hello\n');
		assert.deepEqual(await search({}, shell), {
			none: `no usable Python: ${shell}: is not Python. Choose one that is 3.9 or later.`,
		});
	});

	test('a shim is asked once, and its Python is run', async () => {
		const shim = script('shim', `#!/bin/sh\nexec "${python?.executable}" "$@"\n`);
		const discovery = await search({}, shim);
		assert('python' in discovery);
		assert.equal(realpathSync(discovery.python.executable), realpathSync(python?.executable ?? ''));
	});

	test('the Python of a link is a Python', async () => {
		symlinkSync(python?.executable ?? '', join(folder, 'linked'));
		assert('python' in (await search({}, join(folder, 'linked'))));
	});

	test('on a Mac without developer tools, its Python is left alone', async () => {
		const tools = (code: number) => script('path/xcode-select', `#!/bin/sh\nexit ${code}\n`);
		const inQuestion = () =>
			findPython({named: '/usr/bin/python3', env: {PATH: join(folder, 'path')}, cwd: folder, platform: 'darwin'});
		tools(2);
		const without = await inQuestion();
		assert('none' in without);
		assert.match(without.none, /\/usr\/bin\/python3: needs the Xcode command line tools/);
		tools(0);
		const withTools = await inQuestion();
		assert(!('none' in withTools && withTools.none.includes('developer tools')));
	});

	test('an engine that is closed waits for no Python', async () => {
		const engine = createPythonEngine({
			named: script('hanging', '#!/bin/sh\nexec sleep 60\n'),
			env: process.env,
			cwd: folder,
			patience: 60_000,
		});
		const warm = engine.warm();
		await engine.close();
		await warm;
	});

	test('without a Python, a run fails and says so in one line', async () => {
		const engine = createPythonEngine({named: join(folder, 'missing'), env: {}, cwd: folder});
		await engine.warm();
		const ended = eventOf(await runProgram({engine, program, tasks: ['task']}), 'run-ended');
		assert.equal(ended.outcome, 'failed');
		assert.match(ended.error?.message ?? '', /^no usable Python: .+: not found\. Choose one that is 3\.9 or later\.$/);
	});

	test('a Python that breaks after it was found is a failed run', async () => {
		const broken = script('broken', `#!/bin/sh\nprintf 'async-tui/3/12/1/%s' "${folder}/gone"\n`);
		const engine = createPythonEngine({named: broken, env: process.env, cwd: folder});
		const ended = eventOf(await runProgram({engine, program, tasks: ['task']}), 'run-ended');
		assert.match(ended.error?.message ?? '', /did not start.*ENOENT/);
	});
});
