import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {savedLine} from '../../source/storage/saved-line.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {simulate} from '../fixtures/simulate.ts';

const [description] = simulate();
const saved = (event: TraceEvent, parts: Parameters<typeof savedLine>[1]) => JSON.parse(savedLine(event, parts));
const source = `import '/home/ann/lib.js';\nconst password = 'hunter22';\n`;
const described: TraceEvent = {...description, files: [{name: '/home/ann/app.js', role: 'program', text: source}]};

suite('a line of a saved run', () => {
	test('has the home folder as ~, but for the text of a file', () => {
		const home = '/home/ann';
		const {files} = saved(described, {home});
		assert.deepEqual(files, [{name: '~/app.js', role: 'program', text: source}]);
		const executable = '/home/ann/.pyenv/versions/3.13.0/bin/python3';
		assert.equal(
			saved({type: 'runtime-ready', at: 0, runtime: 'CPython 3.13.0', executable}, {home}).executable,
			'~/.pyenv/versions/3.13.0/bin/python3',
		);
		const text = (printed: string) =>
			saved({type: 'output-written', at: 0, stream: 'stderr', text: printed}, {home}).text;
		assert.equal(text('  File "/home/ann/app.py", line 3\n/home/ann\n'), '  File "~/app.py", line 3\n~\n');
		assert.equal(text('at file:///home/ann/app.js:3'), 'at file://~/app.js:3');
		for (const other of ['/home/annabel/app.py', '/mnt/home/ann/app.py', '/home/ann.old/app.py']) {
			assert.equal(text(other), other);
		}
		assert.equal(saved({type: 'output-written', at: 0, stream: 'stderr', text: '/a/b'}, {home: '/'}).text, '/a/b');
	});

	test('has the home folder of Windows as ~', () => {
		const line = savedLine(
			{type: 'runtime-ready', at: 0, runtime: 'Node.js 24', executable: 'C:\\Users\\ann\\node.exe'},
			{home: 'C:\\Users\\ann'},
		);
		assert.equal(JSON.parse(line).executable, '~\\node.exe');
	});

	test('without the source has how many lines there were', () => {
		const parts = {source: false, home: '/home/ann'};
		assert.deepEqual(saved(described, parts).files, [{name: '~/app.js', role: 'program', text: '', lines: 2}]);
		const later: TraceEvent = {type: 'file-described', at: 1, name: 'lib.js', text: 'one\ntwo\nthree'};
		assert.deepEqual(saved(later, parts), {...later, text: '', lines: 3});
		// What was saved without it stays as it is.
		assert.deepEqual(saved({...later, text: '', lines: 3}, parts), {...later, text: '', lines: 3});
	});

	test('has no arguments of a command', () => {
		const run = (...command: string[]) => {
			const title = command.join(' ');
			const line = saved({...description, scenario: {name: title, title}, command}, {});
			assert.equal(line.scenario.name, line.scenario.title);
			return [line.scenario.title, line.command];
		};
		assert.deepEqual(run('node', 'app.js', '--key=s3', 'ann'), ['node app.js', ['node', 'app.js']]);
		assert.deepEqual(run('npm', 'run', 'dev', '--', 'ann'), ['npm run dev', ['npm', 'run', 'dev']]);
		assert.deepEqual(run('python', '-m', 'app', 'ann'), ['python -m app', ['python', '-m', 'app']]);
		for (const words of [
			['uvicorn', '--key', 's3', 'app:app'],
			['env', 'KEY=s3', 'node'],
			['sh', '-c', 'echo s3'],
		]) {
			assert.deepEqual(run(...words), [`${words[0]} …`, [words[0], '…']]);
		}
		assert.deepEqual(run('python', '-'), ['python -', ['python', '-']]);
		const process = {pid: 7, parent: 1, command: ['node', '/app.js', 's3']};
		assert.deepEqual(saved({...description, process}, {}).process.command, ['node', '/app.js']);
		const ready = {type: 'runtime-ready', at: 0, runtime: 'Node.js 24.21.0', executable: 'node', process} as const;
		assert.deepEqual(saved(ready, {}).process.command, ['node', '/app.js']);
	});
});
