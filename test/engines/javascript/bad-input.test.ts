import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {folderOf} from '../../helpers/folder.ts';
import {runFile, runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram, written} from '../../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

test('what is thrown that is no error is told as it is', async context => {
	const own = new URL(
		'jobs.mjs',
		folderOf(context, {
			'jobs.mjs': `
				export async function text() { throw 'just text'; }
				export async function nothing() { throw null; }
				export async function object() { await null; throw {code: 7}; }
				export async function late() { Promise.reject(undefined); await new Promise(resolve => setTimeout(resolve, 20)); }
			`,
		}),
	);
	const trace = await runProgram({own, tasks: ['text', 'nothing', 'object', 'late'], strategy: 'all-settled'});
	const messages = ['text', 'nothing', 'object'].map(task => eventOf(trace, 'task-ended', task).error?.message);
	assert.deepEqual(messages, ["'just text'", 'null', '{ code: 7 }']);
	assert.equal(eventOf(trace, 'warning-raised').message, 'thrown: undefined');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'failed');
});

test('a full heap is an end that says so, without what V8 writes about it', posix, async context => {
	const folder = folderOf(context, {'main.mjs': 'const kept = [];\nfor (;;) { kept.push({}, {}); }\n'});
	const node = fileURLToPath(new URL('node.sh', folder));
	writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" --max-old-space-size=30 "$@"\n`);
	chmodSync(node, 0o755);
	const trace = await runFile(new URL('main.mjs', folder), {engine: createJavaScriptEngine(node)});
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.deepEqual([outcome, error?.name], ['killed', 'OutOfMemory']);
	assert.doesNotMatch(written(trace), /FATAL ERROR/);
});

test('calls that are many at once are all reported or counted, while this process stays awake', async () => {
	// By the time on the processor, since others may be on it.
	const busy = () => {
		const {user, system} = process.threadCpuUsage?.() ?? process.cpuUsage();
		return (user + system) / 1000;
	};
	const start = busy();
	let longest = 0;
	let last = start;
	const watching = setInterval(() => {
		longest = Math.max(longest, busy() - last);
		last = busy();
	}, 5);
	try {
		const trace = await runText({
			program: 'const task = async () => await null;\nawait Promise.all(Array.from({length: 20_000}, () => task()));\n',
			on(event) {
				// From here on it is this test that is busy.
				if (event.type === 'run-ended') clearInterval(watching);
			},
		});
		const counted = eventsOf(trace, 'calls-counted').reduce((sum, {times}) => sum + times, 0);
		assert.equal(eventsOf(trace, 'task-created').length + counted, 20_001);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		const all = busy() - start;
		// A collection of garbage of all the tests of this process is a part of it.
		assert(longest < Math.max(50, all / 3), `${longest} of ${all} ms without a turn of the loop`);
	} finally {
		clearInterval(watching);
	}
});

test(
	'a program can close its descriptors, change its folder and its title, and read an empty input',
	posix,
	async () => {
		const trace = await runText({
			program: `import fs from 'node:fs';
		console.log(JSON.stringify(fs.readFileSync(0, 'utf8')));
		for await (const chunk of process.stdin) console.log('input', chunk);
		process.title = 'mine';
		process.chdir('/');
		for (const descriptor of [0, 1, 2, 3, 4]) {
			try { fs.closeSync(descriptor); } catch (error) { console.log(error.code); }
		}
		fs.close(3, error => console.log('late', error.code));
		async function after() { await new Promise(resolve => setTimeout(resolve, 20)); return process.cwd(); }
		console.log(await after());`,
		});
		assert.equal(written(trace), '""\nEBADF\nEBADF\nlate EBADF\n/\n');
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		assert(eventsOf(trace, 'task-waiting').every(({place}) => place === undefined || place.file === 'main.mjs'));
	},
);

test('more than 64 MB that are no events end the run, and it is said', posix, async () => {
	const trace = await runText({
		program: `
			import {writeSync} from 'node:fs';
			const part = Buffer.alloc(1 << 20, 'x');
			for (let left = 80 << 20; left > 0;) {
				try { left -= writeSync(3, part); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
			}
			setInterval(() => {}, 1000);
		`,
	});
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.deepEqual(
		[outcome, error?.message],
		['killed', 'the process sent async-tui more than 64 MB that are not events, so it was killed'],
	);
});
