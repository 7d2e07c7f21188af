import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {withFolder} from '../helpers/folder.ts';

const start = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

const program = `import {Worker, isMainThread} from 'node:worker_threads';
async function load() { await new Promise(done => setTimeout(done, 5)); return 1; }
if (isMainThread) { new Worker(new URL(import.meta.url)); }
console.log(await load());
process.exitCode = isMainThread ? 3 : 0;
`;

const run = (cwd: string, ...words: string[]) =>
	spawnSync(process.execPath, [start, ...words], {cwd, encoding: 'utf8', env: {...process.env, NO_COLOR: '1'}});

test('a command runs as it is typed, and its lanes, its output and its code are reported', () =>
	withFolder({'main.mjs': program}, async folder => {
		const {stdout, stderr, status} = run(fileURLToPath(folder), '--plain', '--', process.execPath, 'main.mjs');
		assert.match(stdout, /start +load/);
		assert.match(stdout, /stdout +top level +1/);
		assert.deepEqual([stderr, status], ['', 3]);
	}));

test('the lines of other threads and processes come behind those of the first', () =>
	withFolder({'main.mjs': program}, async folder => {
		const {stdout} = run(fileURLToPath(folder), '--json', '--', process.execPath, 'main.mjs');
		const events = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		const described = events.flatMap(({type}, index) => (type === 'run-described' ? [index] : []));
		assert.equal(described.length, 2);
		assert.equal(events[(described[1] as number) - 1].type, 'summary');
		assert.deepEqual(
			described.map(index => events[index].process.thread),
			[undefined, 1],
		);
	}));

test('what cannot be started is said in one line', () =>
	withFolder({}, async folder => {
		const {stdout, status} = run(fileURLToPath(folder), '--plain', '--', 'no-such-command');
		assert.match(stdout, /there is no command "no-such-command" on PATH\./);
		assert.equal(status, 1);
	}));
