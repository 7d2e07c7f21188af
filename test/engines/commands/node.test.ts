import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {withFolder} from '../../helpers/folder.ts';
import {callsIn, runBare, runWatched} from '../../helpers/run-command.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const node = process.execPath;
const tsx = fileURLToPath(new URL('../../../node_modules/.bin/tsx', import.meta.url));

const order = `process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
console.log(require.main === module, process.argv.length, process.execArgv.length);
`;
const sleeps = `import {setTimeout as sleep} from 'node:timers/promises';
async function load(id) {
	await sleep(5);
	console.log('loaded', id, 'ä€😀');
	console.error('note', id);
	return id;
}
await Promise.all([load(1), load(2)]);
process.exitCode = 3;
`;

/** Programs whose output, errors and code must be the same when they are watched. */
const programs: Readonly<Record<string, string>> = {
	'order.cjs': order,
	'order.foo': order,
	'sleeps.mjs': sleeps,
	'rejects.cjs': `async function f() { await null; throw new TypeError('no'); }\nf();\n`,
	'throws.cjs': `async function f() { await null; }\nf().then(() => setTimeout(() => { throw new Error('late'); }, 5));\n`,
	'throws.mjs': `async function f() { await null; }\nawait f();\nthrow new Error('at the top');\n`,
	'emits.mjs': `import {EventEmitter} from 'node:events';
process.env.FORCE_COLOR = '1';
async function f() { await null; new EventEmitter().emit('error', Object.assign(new Error('no listener'), {code: 'E'})); }
await f();
`,
	'syntax.mjs': `const = 1;\n`,
	'never.mjs': `async function f() { await new Promise(() => {}); }\nawait f();\n`,
	'exits.cjs': `async function f() { await new Promise(done => setTimeout(done, 5)); process.exit(7); }\nf();\n`,
	'kills.mjs': `async function f() { await null; process.kill(process.pid, 'SIGTERM'); await new Promise(done => setTimeout(done, 1000)); }\nawait f();\n`,
	'stack.cjs': `async function f() { await null; console.log(new Error('here').stack); }\nconsole.log(new Error('top').stack);\nf();\n`,
	'handles.cjs': `process.on('exit', code => console.log('exit', code));\nprocess.on('uncaughtException', error => console.log(error.message));\nasync function f() { await null; throw new Error('heard'); }\nf();\n`,
	'worker-fails.mjs': `import {Worker, isMainThread} from 'node:worker_threads';
async function fail() { await null; throw new TypeError('in the worker'); }
if (isMainThread) {
	const worker = new Worker(new URL(import.meta.url));
	worker.on('error', error => console.log('heard', error.message));
	await new Promise(done => worker.on('exit', done));
	console.error('still written');
} else await fail();
`,
	'eval.mjs': `async function f() { await null; return process.env.NODE_OPTIONS === undefined; }\nconsole.log(typeof (await f()), process.stdout.isTTY, process.stdin.isTTY);\n`,
};

for (const [file, text] of Object.entries(programs)) {
	test(`${file} prints what it prints alone, and ends with the same code`, () =>
		withFolder({[file]: text}, async folder => {
			const cwd = fileURLToPath(folder);
			const bare = await runBare([node, file], {cwd});
			const {traces, ...watched} = await runWatched([node, file], {cwd});
			assert.deepEqual(watched, bare);
			if (/\basync\b/.test(text)) {
				const {process} = eventOf(traces[0] ?? [], 'runtime-ready');
				assert.equal(process?.command.at(-1)?.endsWith(file), true);
			}
		}));
}

const flood = `import {setTimeout as sleep} from 'node:timers/promises';
async function talk(lane) { await sleep(5); for (let line = 0; line < 2000; line++) console.log(lane); }
await Promise.all([talk('#1'), talk('#2')]);
`;

test('lanes, lines and output of a file are those of its program', () =>
	withFolder({'sleeps.mjs': sleeps}, async folder => {
		const {traces} = await runWatched([node, 'sleeps.mjs'], {cwd: fileURLToPath(folder)});
		const [trace = []] = traces;
		assert.deepEqual(callsIn(trace), ['load sleeps.mjs:2']);
		assert.equal(eventOf(trace, 'file-described').text, sleeps);
		assert.equal(eventOf(trace, 'runtime-ready').runtime, `Node.js ${process.versions.node}`);
		const lanes = eventsOf(trace, 'task-created').map(({task, name}) => [task, name]);
		assert.deepEqual(lanes, [
			['#0', 'top level'],
			['#1', 'load'],
			['#2', 'load'],
		]);
		const written = eventsOf(trace, 'output-written').map(({task, stream, place, text}) => [
			task,
			stream,
			place?.line,
			text,
		]);
		assert.deepEqual(
			written.find(([, stream]) => stream === 'stdout'),
			['#1', 'stdout', 4, 'loaded 1 ä€😀\n'],
		);
		assert.deepEqual(
			written.find(([, stream]) => stream === 'stderr'),
			['#1', 'stderr', 5, 'note 1\n'],
		);
		const {outcome, exitCode, error} = eventOf(trace, 'run-ended');
		assert.deepEqual([outcome, exitCode, error?.message], ['exited', 3, 'the program ended with code 3']);
	}));

test('each line of a flood is that of its lane', () =>
	withFolder({'flood.mjs': flood}, async folder => {
		const {traces} = await runWatched([node, 'flood.mjs'], {cwd: fileURLToPath(folder)});
		const [trace = []] = traces;
		const written = eventsOf(trace, 'output-written');
		assert.equal(
			written
				.map(({text}) => text)
				.join('')
				.split('\n').length,
			4001,
		);
		assert.deepEqual(
			written.filter(({task, text}) => !text.split('\n').every(line => line === '' || line === task)),
			[],
		);
	}));

test("a preload of the user's own, with a space and quotes in its path, comes as well", () =>
	withFolder({'own "pre load".cjs': `console.log('preloaded');\n`, 'sleeps.mjs': sleeps}, async folder => {
		const cwd = fileURLToPath(folder);
		const own = `${cwd}own "pre load".cjs`.replaceAll('"', '\\"');
		const env = {...process.env, NODE_OPTIONS: `--no-warnings --require "${own}"`};
		const bare = await runBare([node, 'sleeps.mjs'], {cwd, env});
		const {traces, ...watched} = await runWatched([node, 'sleeps.mjs'], {cwd, env});
		assert.match(bare.stdout, /^preloaded/);
		assert.deepEqual(watched, bare);
		assert.deepEqual(callsIn(traces[0] ?? []), ['load sleeps.mjs:2']);
	}));

test('a package manager in the project is not the program, and what it preloads before us does not hide the end', () => {
	const preload = `const {emit} = process;
process.emit = (...event) => emit.apply(process, event);
exports.read = async () => { await null; };
exports.read();
`;
	const manager = `const {spawn} = require('node:child_process');
async function start() {
	await null;
	process.env.NODE_OPTIONS = '--require ./.pnp.cjs ' + (process.env.NODE_OPTIONS ?? '');
	spawn(process.execPath, process.argv.slice(2), {stdio: 'inherit'}).on('exit', code => { process.exitCode = code; });
}
start();
`;
	return withFolder(
		{'.pnp.cjs': preload, '.yarn/releases/yarn-4.0.0.cjs': manager, 'sleeps.mjs': sleeps},
		async folder => {
			const cwd = fileURLToPath(folder);
			const command = [node, '.yarn/releases/yarn-4.0.0.cjs', 'sleeps.mjs'] as const;
			const {traces, ...watched} = await runWatched(command, {cwd});
			assert.deepEqual(watched, await runBare(command, {cwd}));
			assert.deepEqual(traces.map(callsIn), [['load sleeps.mjs:2']]);
			const {outcome, exitCode} = eventOf(traces[0] ?? [], 'run-ended');
			assert.deepEqual([outcome, exitCode], ['exited', 3]);
		},
	);
});

test('the thread for the hooks of a module loader has no trace', () =>
	withFolder(
		{
			'hooks.mjs': `export async function resolve(name, context, next) {
	await null;
	return name === 'seven' ? {url: 'data:text/javascript,export default 7', shortCircuit: true} : next(name, context);
}
`,
			'register.mjs': `import {register} from 'node:module';\nregister('./hooks.mjs', import.meta.url);\n`,
			'seven.mjs': `async function load() { return (await import('seven')).default; }\nconsole.log(await load());\n`,
		},
		async folder => {
			const {traces, ...watched} = await runWatched([node, '--import', './register.mjs', 'seven.mjs'], {
				cwd: fileURLToPath(folder),
			});
			assert.deepEqual(watched, {code: 0, stdout: '7\n', stderr: ''});
			assert.deepEqual(traces.map(callsIn), [['load seven.mjs:1']]);
			assert.equal(eventOf(traces[0] ?? [], 'run-ended').outcome, 'ok');
		},
	));

test('a worker thread has a trace of its own, and the id that it has alone', () =>
	withFolder(
		{
			'worker.mjs': `import {Worker, isMainThread, threadId} from 'node:worker_threads';
import {setTimeout as sleep} from 'node:timers/promises';
async function inWorker() { await sleep(5); console.log('worker', threadId); }
async function inMain() { await sleep(50); console.log('main', new Worker(new URL(import.meta.url)).threadId); }
if (isMainThread) await inMain(); else await inWorker();
`,
		},
		async folder => {
			const cwd = fileURLToPath(folder);
			const {traces, ...watched} = await runWatched([node, 'worker.mjs'], {cwd});
			assert.deepEqual(watched, await runBare([node, 'worker.mjs'], {cwd}));
			assert.deepEqual(traces.map(callsIn), [['inMain worker.mjs:4'], ['inWorker worker.mjs:3']]);
			assert.equal(eventOf(traces[1] ?? [], 'runtime-ready').process?.thread, 1);
		},
	));

test('process.exit ends a run in its main thread and in a worker, and --trace-exit shows no frame of ours', () =>
	withFolder(
		{
			'exits.mjs': `import {Worker, isMainThread} from 'node:worker_threads';
async function waits() {
	setTimeout(() => process.exit(), 30);
	await new Promise(() => {});
}
if (isMainThread) await new Promise(resolve => new Worker(new URL(import.meta.url)).on('exit', resolve));
await waits();
`,
		},
		async folder => {
			const cwd = fileURLToPath(folder);
			const command = [node, '--trace-exit', 'exits.mjs'] as const;
			const {traces, ...watched} = await runWatched(command, {cwd});
			const bare = await runBare(command, {cwd});
			const withoutIds = (text: string) => text.replaceAll(/\(node:\d+/g, '(node');
			assert.match(bare.stderr, /at exit \(node:/);
			assert.deepEqual({...watched, stderr: withoutIds(watched.stderr)}, {...bare, stderr: withoutIds(bare.stderr)});
			// Otherwise the calls that wait would be stuck.
			assert.deepEqual(
				traces.map(trace => eventOf(trace, 'run-ended').outcome),
				['ok', 'ok'],
			);
		},
	));

test('TypeScript under tsx shows the lines that were written', () =>
	withFolder(
		{
			'app.ts': `import {setTimeout as sleep} from 'node:timers/promises';

interface Order {
	id: number;
}

enum State { Open = 1 }

async function load(order: Order): Promise<State> {
	await sleep(5);
	return State.Open;
}

load({id: 1}).then(state => console.log(state));
`,
		},
		async folder => {
			const cwd = fileURLToPath(folder);
			const {traces, ...watched} = await runWatched([tsx, 'app.ts'], {cwd});
			assert.deepEqual(watched, await runBare([tsx, 'app.ts'], {cwd}));
			const trace = traces.find(each => callsIn(each).length > 0) ?? [];
			assert.deepEqual(callsIn(trace), ['load app.ts:9']);
			assert.equal(eventsOf(trace, 'task-waiting').find(({on}) => on.kind === 'timer')?.place?.line, 10);
			assert.match(eventOf(trace, 'file-described').text, /^interface Order/m);
		},
	));

const runsTests = `const {readFileSync} = require('node:fs');
const vm = require('node:vm');
const filename = require('node:path').resolve('load.ts');
const map = {version: 3, sources: ['load.ts'], names: [], mappings: ';;;AAAA;AACA;AACA'};
const encoded = Buffer.from(JSON.stringify(map)).toString('base64');
const code = '\\n\\n\\n' + readFileSync(filename, 'utf8').replace(': number', '')
	+ '\\n//# sourceMappingURL=data:application/json;base64,' + encoded;
const load = vm.runInThisContext('(() => {' + code + '\\nreturn load; })()', {filename, columnOffset: -8});
const loadToo = vm.compileFunction(code + '\\nreturn load;', [], {filename: filename + 'x'})();
console.log(String(vm.runInThisContext).length, vm.compileFunction.name, vm.compileFunction.length);
load(5).then(() => loadToo(5));
`;
const loadText = `async function load(ms: number) {
	console.log(new Error('here').stack);
	await new Promise(done => setTimeout(done, ms)); }
`;

test('code that a test runner compiles shows the lines of the file that it is made of', () =>
	withFolder({'runs.cjs': runsTests, 'load.ts': loadText, 'load.tsx': loadText}, async folder => {
		const cwd = fileURLToPath(folder);
		const bare = await runBare([node, 'runs.cjs'], {cwd});
		const {traces, ...watched} = await runWatched([node, 'runs.cjs'], {cwd});
		assert.deepEqual(watched, bare);
		const waits = traces.flatMap(trace => eventsOf(trace, 'task-waiting')).map(({place}) => [place?.file, place?.line]);
		assert.deepEqual(waits, [
			['load.ts', 3],
			['load.ts', 3],
		]);
	}));

test('npm start is seen through to the program', () =>
	withFolder(
		{'package.json': JSON.stringify({type: 'module', scripts: {start: 'node sleeps.mjs'}}), 'sleeps.mjs': sleeps},
		async folder => {
			const cwd = fileURLToPath(folder);
			const {traces, ...watched} = await runWatched(['npm', 'start'], {cwd});
			assert.deepEqual(watched, await runBare(['npm', 'start'], {cwd}));
			assert.deepEqual(traces.map(callsIn), [['load sleeps.mjs:2']]);
		},
	));

test('node --test is seen through to the test', () =>
	withFolder(
		{
			'a.test.mjs': `import test from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
async function load() { await sleep(5); }
test('loads', async () => { await load(); });
`,
		},
		async folder => {
			const {NODE_TEST_CONTEXT: _, ...env} = process.env;
			const {traces, code} = await runWatched([node, '--test', 'a.test.mjs'], {cwd: fileURLToPath(folder), env});
			assert.equal(code, 0);
			assert(traces.some(trace => callsIn(trace).includes('load a.test.mjs:3')));
		},
	));

test('a program without the right to open sockets, or whose children have an environment of their own, runs all the same', () =>
	withFolder(
		{
			'sleeps.mjs': sleeps,
			'parent.mjs': `import {spawnSync} from 'node:child_process';
const {status, stdout} = spawnSync(process.execPath, ['sleeps.mjs'], {env: {}, encoding: 'utf8'});
console.log(status, stdout);
`,
		},
		async folder => {
			const cwd = fileURLToPath(folder);
			for (const argv of [
				[node, '--permission', '--allow-fs-read=*', 'sleeps.mjs'],
				[node, 'parent.mjs'],
			] as const) {
				const {traces, ...watched} = await runWatched(argv, {cwd});
				assert.deepEqual(watched, await runBare(argv, {cwd}));
			}
		},
	));

test('a command that makes no async call is not observed, and its output and code are there', async () => {
	const {traces, ...watched} = await runWatched(['sh', '-c', 'echo out; echo err >&2; exit 4']);
	assert.deepEqual(watched, {stdout: 'out\n', stderr: 'err\n', code: 4});
	assert.deepEqual(
		traces.map(trace => trace.map(({type}) => type)),
		[['run-described', 'output-written', 'output-written', 'run-ended', 'engine-exited']],
	);
});

test('what is given by -e is a file of the program', async () => {
	const text = 'async function greet() { await new Promise(done => setTimeout(done, 5)); } greet();';
	const {traces, code} = await runWatched([process.execPath, '-e', text]);
	assert.deepEqual([callsIn(traces[0] ?? []), code], [['greet [eval]:1'], 0]);
	const [described] = eventsOf(traces[0] ?? [], 'file-described');
	assert.deepEqual([described?.name, described?.text], ['[eval]', text]);
});

const piping = `import {spawn} from 'node:child_process';
async function parent() {
	await new Promise(done => spawn(process.execPath, ['child.mjs']).stdout.resume().once('end', done));
	console.log('a line of the parent');
}
await parent();
`;
const piped = `async function child() { await null; console.log('for the parent'); }
await child();
`;

test('what a process writes to its parent is not mistaken for output of the command', () =>
	withFolder({'parent.mjs': piping, 'child.mjs': piped}, async folder => {
		const {traces} = await runWatched([node, 'parent.mjs'], {cwd: fileURLToPath(folder)});
		const written = traces.map(trace => eventsOf(trace, 'output-written').map(({text, place}) => [text, place?.file]));
		assert.deepEqual(written, [[['a line of the parent\n', 'parent.mjs']], []]);
	}));

test('the coverage of a program names no file of ours', () =>
	withFolder({'sleeps.mjs': sleeps}, async folder => {
		const cwd = fileURLToPath(folder);
		const coverage = new URL('coverage/', folder);
		await runWatched([node, 'sleeps.mjs'], {cwd, env: {...process.env, NODE_V8_COVERAGE: fileURLToPath(coverage)}});
		const urls = readdirSync(coverage).flatMap(name =>
			JSON.parse(readFileSync(new URL(name, coverage), 'utf8')).result.map(({url}: {url: string}) => url),
		);
		assert.deepEqual(
			urls.filter(url => url.startsWith('file:')),
			[new URL('sleeps.mjs', folder).href],
		);
	}));
