import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {readRuns} from '../../source/storage/read-runs.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

/** A run of this file leaves `ran` beside it, so that a test can tell whether it started. */
const leavesMark = `import {writeFileSync} from 'node:fs';
writeFileSync(new URL('ran', import.meta.url), '');
export async function job() { await new Promise(resolve => setTimeout(resolve, 20)); }
`;

function folderFor(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	writeFileSync(join(folder, 'job.mjs'), leavesMark);
	t.after(() => rmSync(folder, {recursive: true}));
	return folder;
}

const run = (cwd: string, ...args: string[]) =>
	spawnSync(process.execPath, [program, ...args], {cwd, encoding: 'utf8', timeout: 120_000});

const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0;

/** Waits until a file has content. */
async function grows(file: string): Promise<void> {
	// The first line describes the run, and can be written alone.
	for (let waited = 0; !existsSync(file) || !/\n./.test(readFileSync(file, 'utf8')); waited += 20) {
		assert.ok(waited < 60_000, `${file} has no event`);
		await sleep(20);
	}
}

suite('-o, before anything runs', () => {
	const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
		[
			'no directory',
			['job.mjs', '--plain', '-o', 'no/run.ndjson'],
			/cannot write "no\/run\.ndjson": no such directory\.\n/,
		],
		[
			'a directory',
			['job.mjs', '--plain', '-o', 'folder.ndjson'],
			/cannot write "folder\.ndjson": it is a directory\./,
		],
		[
			'a file',
			['job.mjs', '--plain', '-o', 'job.mjs/run.ndjson'],
			/cannot write "job\.mjs\/run\.ndjson": not a directory\./,
		],
		['a long name', ['job.mjs', '--plain', '-o', `${'n'.repeat(300)}.ndjson`], /name too long\./],
		['an existing file', ['job.mjs', '--plain', '-o', 'there.ndjson'], /"there\.ndjson" already exists\. Add --force/],
		[
			'record: no directory',
			['record', 'job.mjs', '--keys', 'wait', '-o', 'no/x.gif'],
			/cannot write "no\/x\.gif": no such directory\./,
		],
	];
	for (const [what, args, says] of cases) {
		test(`${what}: a usage error`, t => {
			const folder = folderFor(t);
			spawnSync('mkdir', [join(folder, 'folder.ndjson')]);
			writeFileSync(join(folder, 'there.ndjson'), 'old');
			const {status, stderr} = run(folder, ...args);
			assert.match(stderr, says);
			assert.equal(status, 2);
			assert.deepEqual(readdirSync(folder).toSorted(), ['folder.ndjson', 'job.mjs', 'there.ndjson']);
			assert.equal(readFileSync(join(folder, 'there.ndjson'), 'utf8'), 'old');
		});
	}
});

suite('-o run.ndjson', () => {
	test('holds every run of a comparison, and replaces a file with --force, whose mode it keeps', async t => {
		const folder = folderFor(t);
		writeFileSync(join(folder, 'run.ndjson'), 'old');
		chmodSync(join(folder, 'run.ndjson'), 0o600);
		const {status, stderr} = run(folder, 'two', '--compare', '1,2', '--json', '-o', 'run.ndjson', '--force');
		assert.equal(status, 0, stderr);
		const {traces, problems} = await readRuns([join(folder, 'run.ndjson')]);
		assert.deepEqual(problems, []);
		assert.deepEqual(
			traces.map(([{strategy}]) => strategy.name),
			['sequential', 'concurrent'],
		);
		assert.equal(statSync(join(folder, 'run.ndjson')).mode & 0o777, 0o600);
		assert.deepEqual(readdirSync(folder).toSorted(), ['job.mjs', 'run.ndjson']);
	});

	test('can be a device, which is full or is not', {skip: !existsSync('/dev/full')}, t => {
		const folder = folderFor(t);
		assert.equal(run(folder, 'job.mjs', '--plain', '-o', '/dev/null').status, 0);
		const {status, stderr} = run(folder, 'two', '--plain', '-o', '/dev/full');
		assert.equal(stderr, 'async-tui: could not write "/dev/full": no space left on device.\n');
		assert.equal(status, 1);
	});

	for (const replaces of [false, true]) {
		test(`says where the rest is when the disk takes no more${replaces ? ', and leaves the old file' : ''}`, t => {
			const folder = folderFor(t);
			if (replaces) {
				writeFileSync(join(folder, 'run.ndjson'), 'old');
			}
			// Standard output and error are pipes, which have no limit.
			const limited = `trap '' XFSZ; ulimit -f 1; "$@" --plain -o run.ndjson ${replaces ? '--force' : ''}`;
			const {status, stderr} = spawnSync('bash', ['-c', limited, 'bash', process.execPath, program, 'two'], {
				cwd: folder,
				encoding: 'utf8',
				timeout: 120_000,
			});
			assert.equal(
				stderr,
				'async-tui: could not write "run.ndjson": file too large. What came before is in "run.part.ndjson".\n',
			);
			assert.equal(status, 1);
			assert.equal(existsSync(join(folder, 'run.ndjson')), replaces);
			assert.equal(replaces ? readFileSync(join(folder, 'run.ndjson'), 'utf8') : 'old', 'old');
			assert.ok(statSync(join(folder, 'run.part.ndjson')).size > 0);
		});
	}

	test('on a full disk leaves what has room', {skip: !canMount && 'no file system can be mounted here'}, t => {
		const folder = folderFor(t);
		// Only the shell sees its file system.
		const script =
			'mount -t tmpfs -o size=4k tmpfs . && cd "$PWD" && "$@" two --plain -o run.ndjson; echo "code $?"; ls -s';
		const {stdout, stderr} = spawnSync(
			'unshare',
			['--map-root-user', '--mount', 'sh', '-c', script, 'sh', process.execPath, program],
			{cwd: folder, encoding: 'utf8', timeout: 120_000},
		);
		assert.match(
			stderr,
			/^async-tui: could not write "run\.ndjson": no space left on device\. What came before is in "run\.part\.ndjson"\.$/m,
		);
		assert.match(stdout, /code 1\ntotal 4\n4 run\.part\.ndjson\n$/);
	});

	test('of a program that is killed is beside its place, and can be replayed as far as it came', async t => {
		const folder = folderFor(t);
		const args = [program, 'dashboard', '-s', '1', '--json', '-o', 'run.ndjson'];
		const child = spawn(process.execPath, args, {cwd: folder, stdio: 'ignore'});
		t.after(() => child.kill('SIGKILL'));
		await grows(join(folder, 'run.part.ndjson'));
		const ended = new Promise(resolve => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
		assert.ok(!existsSync(join(folder, 'run.ndjson')));
		const {traces} = await readRuns([join(folder, 'run.part.ndjson')]);
		assert.equal(traces.length, 1);
		assert.ok((traces[0]?.length ?? 0) > 1);
	});

	test('of the dashboard is the last run, also one that q breaks off', async t => {
		const folder = folderFor(t);
		const command = `cd "$1" && exec "$2" "$3" dashboard -s 2 -o run.ndjson`;
		const terminal = openTerminal('bash', ['-c', command, 'bash', folder, process.execPath, program]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows('FINISHED', 60_000);
		terminal.type('1');
		await terminal.shows('[1 Sequential]', 60_000);
		await terminal.shows(/in flight 1\/5|1 waiting/, 60_000);
		terminal.type('q');
		assert.equal((await terminal.ended).code, 0);
		assert.match(terminal.screen().join('\n'), /Replay it: async-tui run\.ndjson/);
		const {traces, problems} = await readRuns([join(folder, 'run.ndjson')]);
		assert.deepEqual(problems, []);
		assert.deepEqual(
			traces.map(([{strategy}, ...events]) => [strategy.name, events.some(({type}) => type === 'run-ended')]),
			[['sequential', true]],
		);
		assert.deepEqual(readdirSync(folder).toSorted(), ['job.mjs', 'run.ndjson']);
	});
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(`a take that is interrupted by ${signal} leaves no file`, async t => {
		const folder = folderFor(t);
		const args = [
			program,
			'record',
			'dashboard',
			'-s',
			'1',
			'--keys',
			'wait 60s',
			'--deadline',
			'90',
			'-o',
			'demo.gif',
		];
		const child = spawn(process.execPath, args, {cwd: folder, stdio: 'ignore'});
		t.after(() => child.kill('SIGKILL'));
		for (let waited = 0; !existsSync(join(folder, 'demo.part.gif')); waited += 20) {
			assert.ok(waited < 60_000, 'no take begins');
			await sleep(20);
		}
		await sleep(500);
		const ended = new Promise<readonly unknown[]>(resolve => child.once('exit', (...how) => resolve(how)));
		child.kill(signal);
		assert.deepEqual(await ended, [signal === 'SIGINT' ? 130 : 143, null]);
		assert.deepEqual(readdirSync(folder), ['job.mjs']);
	});
}

suite('a saved run of your own file', () => {
	const programs = {
		'secret.mjs': `console.log('hello from', import.meta.filename, process.argv[2]);\nawait new Promise(resolve => setTimeout(resolve, 20));\nthrow new Error('Zanzibar at ' + import.meta.filename);\n`,
		'secret.py': `import asyncio, sys\nprint("hello from", __file__, sys.argv[1])\nasyncio.run(asyncio.sleep(0.02))\nraise ValueError("Zanzibar at " + __file__)\n`,
	};
	for (const [name, text] of Object.entries(programs)) {
		test(`has no environment, arguments or home folder, and without --no-source the sentence that says so: ${name}`, async t => {
			const home = folderFor(t);
			writeFileSync(join(home, name), text);
			const env = {...process.env, HOME: home, DATABASE: 'Casablanca', XDG_STATE_HOME: join(home, 'state')};
			const save = (...flags: string[]) => {
				const args = [program, name, '--plain', '-o', 'run.ndjson', '--force', ...flags, '--', 'Timbuktu'];
				return spawnSync(process.execPath, args, {cwd: home, env, encoding: 'utf8', timeout: 120_000});
			};
			assert.equal(
				save().stderr,
				`async-tui: "run.ndjson" contains the source of "${name}"; --no-source leaves it out.\n`,
			);
			const withSource = readFileSync(join(home, 'run.ndjson'), 'utf8');
			assert.ok(withSource.includes('resolve, 20') || withSource.includes('asyncio.sleep(0.02)'));
			assert.doesNotMatch(withSource.replaceAll('Timbuktu\\n"', ''), /Casablanca|Timbuktu/);
			assert.ok(!withSource.includes(home), 'the home folder');

			assert.equal(save('--no-source').stderr, '');
			const without = readFileSync(join(home, 'run.ndjson'), 'utf8');
			// The last line is what the runtime itself prints of an error.
			for (const line of text.trim().split('\n').slice(0, -1)) {
				assert.ok(!without.includes(JSON.stringify(line).slice(1, -1)), line);
			}
			const {problems, traces} = await readRuns([join(home, 'run.ndjson')]);
			assert.deepEqual(problems, []);
			assert.equal(traces[0]?.[0].files[0]?.lines, text.trim().split('\n').length);
			for (const screen of ['svg', 'md', 'json']) {
				assert.equal(run(home, 'export', 'run.ndjson', '-o', `run.${screen}`).status, 0);
			}
			assert.match(readFileSync(join(home, 'run.svg'), 'utf8'), /The source was not saved\./);
		});
	}
});
